import { and, eq, isNull } from 'drizzle-orm';
import { referralInvitations } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { mayBook } from '#server/booking/mayBook.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { countShortage } from './countShortage.ts';
import { topicOf } from './describeReferral.ts';
import { findReferral } from './findReferral.ts';
import { isAnythingFree } from './freeTimes.ts';
import { type Invitation, invitationToken, invite, lastInvitation } from './invite.ts';
import { lockReferral } from './lockReferral.ts';
import { canRemind, canStill } from './rules.ts';
import { statusOf } from './selectReferrals.ts';
import { tellLink } from './tell.ts';

type NotNow = { ok: false; error: 'not-now' };
type Given = { ok: true; invitation: Invitation };

/** The link of a referral once more, while it stands. That it was shown is recorded. */
export async function showInvitation(ctx: Ctx, id: string): Promise<Given | NotFound | NotNow> {
  may(ctx, 'referral.read');
  const result = await findReferral(ctx, 'referral.read', id);
  if (!result.ok) return result;
  const { found } = result;
  if (!canStill('show', statusOf(found, ctx.clock.now(), 'organisation')) || found.invitation === null)
    return { ok: false, error: 'not-now' };
  await write(ctx, async (w) => w.record({ about: { kind: 'referral', id }, what: 'invitation-shown' }));
  const { id: invitation, expiresAt } = found.invitation;
  return { ok: true, invitation: { token: invitationToken(ctx, invitation), expiresAt } };
}

/**
 * Notes that the jongere is reminded, and gives the link for it. Once, from the third day on, while two days are left and no
 * afspraak was made.
 */
export async function remindReferral(ctx: Ctx, id: string): Promise<Given | NotFound | NotNow> {
  may(ctx, 'referral.remind');
  const result = await findReferral(ctx, 'referral.remind', id);
  if (!result.ok) return result;
  const { invitation } = result.found;
  const status = statusOf(result.found, ctx.clock.now(), 'organisation');
  if (invitation === null || !canRemind(status, invitation, ctx.clock.now()))
    return { ok: false, error: 'not-now' };
  return write<Given | NotNow, Ctx>(ctx, async (w) => {
    await lockReferral(w, id);
    const { remindedAt, usedAt, endedAt } = referralInvitations;
    const tx = w.ctx.db;
    const rows = await tx
      .update(referralInvitations)
      .set({ remindedAt: new Date(w.now) })
      .where(
        and(eq(referralInvitations.id, invitation.id), isNull(remindedAt), isNull(usedAt), isNull(endedAt)),
      )
      .returning({ id: referralInvitations.id });
    if (rows.length === 0) return w.undo({ ok: false, error: 'not-now' });
    w.record({ about: { kind: 'referral', id }, what: 'reminded' });
    const { expiresAt } = invitation;
    await tellLink(w, id, 'referral-reminder', expiresAt);
    return { ok: true, invitation: { token: invitationToken(ctx, invitation.id), expiresAt } };
  });
}

/**
 * Gives a new link for a referral of which the former led to nothing: it expired, the jongere did not come, or the afspraak was
 * called off. Asked again, the same link.
 */
export async function referAgain(
  ctx: Ctx,
  id: string,
): Promise<
  | { ok: true; invitation: Invitation; repeated: boolean }
  | NotFound
  | NotNow
  | { ok: false; error: 'nothing-offered' }
> {
  may(ctx, 'referral.make');
  const result = await findReferral(ctx, 'referral.make', id);
  if (!result.ok) return result;
  const { topicId, urgent } = result.found.row;
  const roster = await ctx.roster.current();
  const topic = topicOf(roster, topicId);
  if (!topic.active || !mayBook(topic, 'invited') || !(await isAnythingFree(ctx, topic, urgent !== null))) {
    await countShortage(ctx, topicId, urgent !== null);
    return { ok: false, error: 'nothing-offered' };
  }
  return write<{ ok: true; invitation: Invitation; repeated: boolean } | NotFound | NotNow, Ctx>(
    ctx,
    async (w) => {
      await lockReferral(w, id);
      const again = await findReferral(w.ctx, 'referral.make', id);
      if (!again.ok) return again;
      const status = statusOf(again.found, ctx.clock.now(), 'organisation');
      const standing = status.status === 'invitation-pending' ? await lastInvitation(w.ctx, id) : null;
      if (standing) return { ok: true, invitation: standing, repeated: true };
      if (!canStill('again', status)) return { ok: false, error: 'not-now' };
      const invitation = await invite(w, id, roster.settings.referral.invitationDays);
      return { ok: true, invitation, repeated: false };
    },
  );
}
