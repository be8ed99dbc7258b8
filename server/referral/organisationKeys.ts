import { randomBytes } from 'node:crypto';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { organisationKeys, organisations, staff } from '#db/schema/index.ts';
import { may, stillMay } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import { mayGiveOut } from '#server/accounts/factors/confirmPassword.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooLate, TooMany } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import type { OrganisationKeyInput } from './schema.ts';

/** A key as a beheerder sees it afterwards: the key itself was said once. */
export interface OrganisationKey {
  id: string;
  organisation: { id: string; name: string };
  name: string;
  /** Epoch ms. */
  createdAt: number;
  createdBy: string;
  endedAt: number | null;
  lastUsedAt: number | null;
}

/** Says what it is, so that who finds one somewhere knows where to report it. */
const prefix = 'doorstart_';
const keyPattern = /^doorstart_[A-Za-z0-9_-]{43}$/;

const isId = (id: string) => z.uuid().safeParse(id).success;

/** The keys of all organisations, the newest first, those that ended too. */
export async function readOrganisationKeys(ctx: Ctx): Promise<OrganisationKey[]> {
  may(ctx, 'organisation-key.read');
  const rows = await ctx.db
    .select({ key: organisationKeys, organisation: organisations.name, by: staff.firstName })
    .from(organisationKeys)
    .innerJoin(staff, eq(staff.id, organisationKeys.createdBy))
    .innerJoin(organisations, eq(organisations.id, organisationKeys.organisationId))
    .orderBy(desc(organisationKeys.createdAt), desc(organisationKeys.id));
  viewed(ctx, 'organisation-key.read', { kind: 'configuration' });
  return rows.map(({ key, organisation, by }) => ({
    id: key.id,
    organisation: { id: key.organisationId, name: organisation },
    name: key.name,
    createdAt: key.createdAt.getTime(),
    createdBy: by,
    endedAt: key.endedAt?.getTime() ?? null,
    lastUsedAt: key.lastUsedAt?.getTime() ?? null,
  }));
}

/** Nobody makes a key who did not give their password just now. */
export type Unconfirmed = { ok: false; error: 'unconfirmed' };

/** Makes a key for a system of an organisation. It is said here once, and nowhere kept. */
export async function makeOrganisationKey(
  ctx: Ctx,
  organisation: string,
  { name }: OrganisationKeyInput,
): Promise<{ ok: true; key: string } | NotFound | TooLate | Unconfirmed> {
  const { staff: me } = may(ctx, 'organisation-key.save');
  if (!isId(organisation)) return { ok: false, error: 'not-found' };
  const key = prefix + randomBytes(32).toString('base64url');
  return write<{ ok: true; key: string } | NotFound | TooLate | Unconfirmed, Ctx>(ctx, async (w) => {
    await stillMay(w, 'organisation-key.save');
    if (!(await mayGiveOut(w.tx, me.session, Date.parse(w.now)))) return { ok: false, error: 'unconfirmed' };
    const tx = w.ctx.db;
    const [found] = await tx
      .select({ active: organisations.active })
      .from(organisations)
      .where(eq(organisations.id, organisation))
      .for('share');
    if (!found) return { ok: false, error: 'not-found' };
    if (!found.active) return { ok: false, error: 'too-late' };
    const [made] = await tx
      .insert(organisationKeys)
      .values({
        organisationId: organisation,
        name,
        keyHash: hashToken(key),
        createdAt: new Date(w.now),
        createdBy: me.id,
      })
      .returning({ id: organisationKeys.id });
    w.record({
      about: { kind: 'gemeente' },
      what: 'organisation-key-made',
      details: { organisation, key: made?.id ?? '' },
    });
    return { ok: true, key };
  });
}

/** Ends a key: what comes with it from now on is refused. */
export async function endOrganisationKey(ctx: Ctx, id: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'organisation-key.save');
  if (!isId(id)) return { ok: false, error: 'not-found' };
  return write<{ ok: true } | NotFound, Ctx>(ctx, async (w) => {
    await stillMay(w, 'organisation-key.save');
    const tx = w.ctx.db;
    const [ended] = await tx
      .update(organisationKeys)
      .set({ endedAt: new Date(w.now) })
      .where(and(eq(organisationKeys.id, id), isNull(organisationKeys.endedAt)))
      .returning({ organisation: organisationKeys.organisationId });
    if (!ended) return { ok: false, error: 'not-found' };
    const details = { organisation: ended.organisation, key: id };
    w.record({ about: { kind: 'gemeente' }, what: 'organisation-key-ended', details });
    return { ok: true };
  });
}

/** Whose a key is, which notes that it was used; null for one that is unknown or ended, or whose organisation is. */
export async function organisationOfKey(ctx: Ctx, key: string): Promise<string | null> {
  may(ctx, 'referral.send');
  if (!keyPattern.test(key)) return null;
  return write(ctx, async (w) => {
    const tx = w.ctx.db;
    const [used] = await tx
      .update(organisationKeys)
      .set({ lastUsedAt: new Date(w.now) })
      .from(organisations)
      .where(
        and(
          eq(organisationKeys.keyHash, hashToken(key)),
          isNull(organisationKeys.endedAt),
          eq(organisations.id, organisationKeys.organisationId),
          eq(organisations.active, true),
        ),
      )
      .returning({ organisation: organisationKeys.organisationId });
    return used?.organisation ?? null;
  });
}

/** No organisation has this key, or not any more. */
export interface KeyUnknown {
  ok: false;
  error: 'key-unknown';
}

/** Attempts with a wrong key from one network; a system has one key, and it works. */
const wrongKeys = { name: 'organisation-keys', most: 30, perSeconds: 3600 };

/** Of which organisation a key is; who guesses is refused after a while. */
export async function checkKey(
  ctx: Ctx,
  key: string,
): Promise<{ ok: true; organisation: string } | KeyUnknown | TooMany> {
  may(ctx, 'referral.send');
  const organisation = await organisationOfKey(ctx, key);
  if (organisation !== null) return { ok: true, organisation };
  // Only a wrong key counts: a system that has a right one may share its network with whoever guesses.
  const networks = ctx.actor.kind === 'jongere' ? ctx.actor.networks : null;
  const counted = networks ? await ctx.limits.consumeFrom(networks, wrongKeys) : { ok: true as const };
  return counted.ok
    ? { ok: false, error: 'key-unknown' }
    : { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
}

/** Who has no account and is no jongere either: in the history it is the system that does it. */
export const bySystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: { kind: 'system' } });
