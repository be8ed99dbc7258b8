import { and, desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { pushChoices, pushDevices } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import type { PushLevel } from './rules.ts';
import type { LevelInput } from './schema.ts';

/** A browser in which whoever asks is told things. */
export interface OwnDevice {
  id: string;
  /** `Firefox, Windows`; empty when that is not known. */
  browser: string;
  /** Epoch ms. */
  lastUsed: number;
  /** Whether they are signed in with it: nothing is sent otherwise. */
  isAwake: boolean;
}

export interface OwnPush {
  level: PushLevel;
  /** The last used first. */
  devices: OwnDevice[];
  /** They do not want to be asked any more. */
  offerRefused: boolean;
  /** What a browser needs to let us, in base64url. */
  publicKey: string;
}

/** What whoever is signed in is told, and on which devices. */
export async function readOwnPush(ctx: Ctx): Promise<OwnPush> {
  const { id } = may(ctx, 'own-settings.read').staff;
  const [[choice], devices] = await Promise.all([
    ctx.db.select().from(pushChoices).where(eq(pushChoices.staffId, id)),
    ctx.db
      .select()
      .from(pushDevices)
      .where(eq(pushDevices.staffId, id))
      .orderBy(desc(pushDevices.lastUsedAt), pushDevices.id),
  ]);
  return {
    level: choice?.level ?? 'soon',
    offerRefused: choice?.offerRefused ?? false,
    publicKey: ctx.vapid.publicKey,
    devices: devices.map((row) => ({
      id: row.id,
      browser: row.browser,
      lastUsed: row.lastUsedAt.getTime(),
      isAwake: row.sessionId !== null,
    })),
  };
}

/** Saves how much whoever is signed in is told. */
export async function savePushLevel(ctx: Ctx, { level }: LevelInput): Promise<void> {
  const { id } = may(ctx, 'own-settings.save').staff;
  await write(ctx, async (w) => {
    const { db: tx } = w.ctx;
    await tx
      .insert(pushChoices)
      .values({ staffId: id, level })
      .onConflictDoUpdate({ target: pushChoices.staffId, set: { level } });
    w.record({ about: { kind: 'casemanager', id }, what: 'notices-saved', details: { level } });
  });
}

/** Whoever is signed in does not want to be asked any more whether a device may tell them things. */
export async function refusePushOffer(ctx: Ctx): Promise<void> {
  const { id } = may(ctx, 'own-settings.save').staff;
  await write(ctx, async (w) => {
    const { db: tx } = w.ctx;
    await tx
      .insert(pushChoices)
      .values({ staffId: id, offerRefused: true })
      .onConflictDoUpdate({ target: pushChoices.staffId, set: { offerRefused: true } });
    w.record({ about: { kind: 'casemanager', id }, what: 'notices-saved', details: { offer: 'refused' } });
  });
}

/** Tells nothing to one of the own devices any more. One that is not theirs, or gone, changes nothing. */
export async function removePushDevice(ctx: Ctx, device: string): Promise<void> {
  const { id } = may(ctx, 'own-settings.save').staff;
  if (!z.uuid().safeParse(device).success) return;
  await write(ctx, async (w) => {
    const { db: tx } = w.ctx;
    const gone = await tx
      .delete(pushDevices)
      .where(and(eq(pushDevices.id, device), eq(pushDevices.staffId, id)))
      .returning({ id: pushDevices.id });
    if (gone.length > 0) w.record({ about: { kind: 'casemanager', id }, what: 'push-device-removed' });
  });
}
