import { and, eq, isNull, sql } from 'drizzle-orm';
import { appointments, referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { needsIn } from '#server/booking/needs.ts';
import type { TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { changeableOf, columnsOf, differences, keepChange } from './changes.ts';
import { describeReferral } from './describeReferral.ts';
import { findInvitation, type InvitationOver } from './findInvitation.ts';
import { endInvitation } from './invite.ts';
import { lockReferral } from './lockReferral.ts';
import { forJongere } from './openInvitation.ts';
import type { CorrectReferralInput } from './schema.ts';
import { type ReferralRecord, selectReferrals } from './selectReferrals.ts';
import type { Changeable, SharedReferral } from './types.ts';

/** With what a jongere comes to the referral: the link of the invitation, or the private link of the afspraak. */
export type Holder = { invitation: string } | { appointment: string };

/**
 * The referral behind the afspraak that a private link opens, as the jongere may read it, with what casemanager and referrer
 * wrote to each other. Null for an afspraak without one.
 */
export async function readSharing(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; referral: SharedReferral | null } | NotFound> {
  may(ctx, 'referral.own');
  const result = await findByAppointment(ctx, token);
  if (!result.ok) return result;
  const { found } = result;
  if (found === null) return { ok: true, referral: null };
  const { referral, messages } = await describeReferral(ctx, found);
  const sharingEndedAt = found.row.sharingEndedAt?.getTime() ?? null;
  return { ok: true, referral: { ...forJongere(found, referral), sharingEndedAt, messages } };
}

/** The jongere no longer lets the organisation see what became of it. Asked again, nothing changes. */
export async function withdrawSharing(ctx: Ctx, token: string): Promise<{ ok: true } | NotFound> {
  may(ctx, 'referral.own');
  const result = await findByAppointment(ctx, token);
  if (!result.ok) return result;
  const id = result.found?.row.id;
  if (id === undefined) return { ok: false, error: 'not-found' };
  await write(ctx, async (w) => {
    const tx = w.ctx.db;
    const rows = await tx
      .update(referrals)
      .set({ sharingEndedAt: new Date(w.now), version: sql`${referrals.version} + 1` })
      .where(and(eq(referrals.id, id), isNull(referrals.sharingEndedAt), isNull(referrals.wipedAt)))
      .returning({ id: referrals.id });
    if (rows.length > 0) w.record({ about: { kind: 'referral', id }, what: 'sharing-ended' });
  });
  return { ok: true };
}

/** The jongere corrects what was said of them. What stood there stays to be read by the team alone. */
export async function correctReferral(
  ctx: Ctx,
  by: Holder,
  input: CorrectReferralInput,
): Promise<{ ok: true } | NotFound | InvitationOver | Changed | TooLate> {
  may(ctx, 'referral.own');
  const result =
    'invitation' in by
      ? await findInvitation(ctx, by.invitation)
      : await findByAppointment(ctx, by.appointment);
  if (!result.ok) return result;
  const { found } = result;
  if (found === null) return { ok: false, error: 'not-found' };
  const { id, withdrawnAt, closedAt } = found.row;
  if (withdrawnAt !== null || closedAt !== null) return { ok: false, error: 'too-late' };
  const now = changeableOf(found.row);
  const then: Changeable = {
    ...now,
    firstName: input.firstName,
    told: input.told ?? null,
    reachNote: input.reachNote ?? null,
    // Who referred says that it cannot wait: that is corrected or taken back, not added.
    urgent: now.urgent === null ? null : (input.urgent ?? now.urgent) || null,
    ...needsIn(input),
  };
  const before = differences(now, then);
  if (Object.keys(before).length === 0) return { ok: true };
  return write<{ ok: true } | Changed, Ctx>(ctx, async (w) => {
    const tx = w.ctx.db;
    const rows = await tx
      .update(referrals)
      .set({ ...columnsOf(then), version: input.version + 1 })
      .where(and(eq(referrals.id, id), eq(referrals.version, input.version), isNull(referrals.wipedAt)))
      .returning({ id: referrals.id });
    if (rows.length === 0 || found.row.version !== input.version)
      return w.undo({ ok: false, error: 'changed' });
    await keepChange(w, { referral: id, before, reason: null });
    w.record({ about: { kind: 'referral', id }, what: 'corrected' });
    return { ok: true };
  });
}

/**
 * The jongere takes the referral off before booking: the link opens nothing any more, no casemanager sees what was said, and
 * the organisation that it is over. Of this and a booking with the link at once, one happens.
 */
export async function detachReferral(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true } | NotFound | InvitationOver> {
  may(ctx, 'referral.own');
  const result = await findInvitation(ctx, token);
  if (!result.ok) return result;
  const { id } = result.found.row;
  return write<{ ok: true } | NotFound | InvitationOver, Ctx>(ctx, async (w) => {
    await lockReferral(w, id);
    const still = await findInvitation(w.ctx, token);
    if (!still.ok) return still;
    await endInvitation(w, id);
    const tx = w.ctx.db;
    await tx
      .update(referrals)
      .set({
        closedAt: new Date(w.now),
        closeReason: 'detached',
        version: sql`${referrals.version} + 1`,
      })
      .where(eq(referrals.id, id));
    w.record({ about: { kind: 'referral', id }, what: 'detached' });
    return { ok: true };
  });
}

/** The referral of an afspraak, by its private link; null where it has none, or it is forgotten. */
async function findByAppointment(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; found: ReferralRecord | null } | NotFound> {
  const opened = await findAppointment(ctx, token);
  if (!opened.ok) return opened;
  const theirs = sql`${referrals.id} = (
    select referral_id from ${appointments} where ${appointments.id} = ${opened.appointment.id})`;
  const [found] = await selectReferrals(ctx, theirs, 1);
  return { ok: true, found: found ?? null };
}
