import { and, eq, gt, isNull } from 'drizzle-orm';
import { referralInvitations } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { type BookResult, book } from '#server/booking/book.ts';
import type { Also } from '#server/booking/bookSlot.ts';
import { normalisePhone } from '#server/booking/contact.ts';
import type { Ctx } from '#server/booking/context.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import type { BookInput, HoldInput } from '#server/booking/schema.ts';
import type { Hold, Invalid, Taken, TooMany } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { attach } from './attach.ts';
import { findInvitation, type InvitationOver } from './findInvitation.ts';
import { lockReferral } from './lockReferral.ts';
import { noticeOf } from './noticeOf.ts';
import type { ReferralRecord } from './selectReferrals.ts';

/** Keeps a time for who opened an invitation; sooner than others where it cannot wait. */
export async function holdInvitationTime(
  ctx: Ctx,
  token: string,
  input: HoldInput,
): Promise<{ ok: true; hold: Hold } | NotFound | InvitationOver | Invalid | Taken | TooMany> {
  may(ctx, 'referral.own');
  const opened = await findInvitation(ctx, token);
  if (!opened.ok) return opened;
  return placeHold(ctx, input, {
    window: await noticeOf(ctx, opened.found.row.urgent !== null),
    as: 'invited',
  });
}

/**
 * Makes the afspraak for which a jongere was invited, with the referral attached, and uses the link up: once, also when it is
 * asked twice at once. A repeat with the same key gives the same afspraak.
 */
export async function bookInvitation(
  ctx: Ctx,
  token: string,
  input: BookInput,
  key?: string,
): Promise<BookResult | InvitationOver> {
  may(ctx, 'referral.own');
  const opened = await findInvitation(ctx, token);
  // Of one that is used, the key may be known.
  if (!opened.ok)
    return opened.error === 'used' && key !== undefined ? known(ctx, token, input, key) : opened;
  const { found, invitation } = opened;
  const referral = found.row.id;
  const also: Also<NotFound> = async (w, appointment) => {
    await lockReferral(w, referral);
    const { id, usedAt, endedAt, expiresAt } = referralInvitations;
    const now = new Date(w.now);
    const tx = w.ctx.db;
    const used = await tx
      .update(referralInvitations)
      .set({ usedAt: now })
      .where(and(eq(id, invitation.id), isNull(usedAt), isNull(endedAt), gt(expiresAt, now)))
      .returning({ id });
    if (used.length === 0) return { ok: false, error: 'not-found' };
    await attach(w, { referral, appointment: appointment.id });
    return null;
  };
  const booked = await book(ctx, input, key && keyOf(token, key), {
    purpose: 'invitation',
    also,
    channel: 'jongerenwerk',
    as: 'invited',
    window: await noticeOf(ctx, found.row.urgent !== null),
    isSharedContact: isOfJongerenwerker(found, input),
  });
  if (booked.ok) return booked;
  // Somebody was first with the link, or ended it: that is the reason, whatever else was refused.
  const still = await findInvitation(ctx, token);
  return still.ok ? booked : still;
}

async function known(
  ctx: Ctx,
  token: string,
  input: BookInput,
  key: string,
): Promise<BookResult | InvitationOver> {
  const used: InvitationOver = { ok: false, error: 'used' };
  const also = async (): Promise<NotFound> => ({ ok: false, error: 'not-found' });
  const booked = await book(ctx, input, keyOf(token, key), { purpose: 'invitation', also });
  return booked.ok ? booked : used;
}

const keyOf = (token: string, key: string) => `${hashToken(token)} ${key}`;

/** Whether the jongere books with the contact of the jongerenwerker, having none. */
function isOfJongerenwerker({ row }: ReferralRecord, { contact }: BookInput): boolean {
  if (row.contactOf !== 'jongerenwerker') return false;
  const phone = contact.phone === undefined ? null : normalisePhone(contact.phone);
  return (contact.email ?? row.email) === row.email && (phone ?? row.phone) === row.phone;
}
