import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { KeyReused } from '#server/booking/idempotency.ts';
import type { TooMany } from '#server/booking/types.ts';
import { write } from '#server/kernel/write.ts';
import { countReferral } from './countReferral.ts';
import { countShortage } from './countShortage.ts';
import { isAnythingFree } from './freeTimes.ts';
import { findMade, insertReferral } from './insertReferral.ts';
import { type Invitation, invite, lastInvitation } from './invite.ts';
import { type Maker, type StoredKey, storedKey } from './maker.ts';
import { type Order, prepare, type Unprepared } from './prepare.ts';
import type { ReferInput } from './schema.ts';

export type ReferResult =
  | { ok: true; referral: string; invitation: Invitation; repeated: boolean }
  | Unprepared
  | KeyReused
  | TooMany
  /** There is nothing to book for this topic, so a link would lead nowhere. */
  | { ok: false; error: 'nothing-offered' };

/**
 * Refers a jongere who chooses a time alone, and gives the link for that. The same key with the same input gives the same
 * referral and the same link, however much later; with other input it is refused. `agreedAt` (epoch ms) as in `Maker`.
 */
export async function refer(
  ctx: Ctx,
  input: ReferInput,
  key: string,
  agreedAt: number | null = null,
): Promise<ReferResult> {
  const { staff: me } = may(ctx, 'referral.make');
  const maker = {
    source: 'invitation',
    organisation: me.organisation,
    madeBy: me.id,
    from: null,
    agreedAt,
    key,
  } as const;
  return referWithLink(ctx, maker, input);
}

/** The same for whoever may: their right was asked. */
export async function referWithLink(ctx: Ctx, maker: Maker, input: ReferInput): Promise<ReferResult> {
  const before = await repeated(ctx, storedKey(maker, input));
  if (before) return before;
  const counted = await countReferral(ctx, maker);
  if (!counted.ok) return counted;
  const prepared = await prepare(ctx, maker, input);
  if (!prepared.ok) return prepared;
  const { order } = prepared;
  const isUrgent = order.referral.urgent !== null;
  if (!(await isAnythingFree(ctx, order.topic, isUrgent))) {
    await countShortage(ctx, order.topic.id, isUrgent);
    return { ok: false, error: 'nothing-offered' };
  }
  const made = await make(ctx, order);
  if (made) return made;
  const twin = await repeated(ctx, order.key);
  if (!twin) throw new Error('the referral that a key made is gone');
  return twin;
}

async function make(ctx: Ctx, order: Order): Promise<ReferResult | null> {
  const { settings } = await ctx.roster.current();
  return write<ReferResult | null, Ctx>(ctx, async (w) => {
    const referral = await insertReferral(w, order);
    if (referral === null) return w.undo(null);
    const invitation = await invite(w, referral, settings.referral.invitationDays);
    return { ok: true, referral, invitation, repeated: false };
  });
}

async function repeated(ctx: Ctx, key: StoredKey): Promise<ReferResult | null> {
  const known = await findMade(ctx, key);
  if (known.kind === 'new') return null;
  const invitation = known.kind === 'made' ? await lastInvitation(ctx, known.id) : null;
  if (known.kind === 'key-reused' || invitation === null) return { ok: false, error: 'key-reused' };
  return { ok: true, referral: known.id, invitation, repeated: true };
}
