import { bookingWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { isSharedContact } from '#server/booking/isSharedContact.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { moveDetails, newTimeOf } from '#server/booking/newTime.ts';
import { relocate } from '#server/booking/relocate.ts';
import { canChange } from '#server/booking/rules.ts';
import { namesOf } from '#server/booking/sameTime.ts';
import { dateInAmsterdam, isoInAmsterdam } from '#server/kernel/time.ts';
import type { Undone, Write } from '#server/kernel/write.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { AcceptResult, OpenOffer, Place } from './types.ts';

/**
 * Moves the afspraak of who waits into the time that is held for them. The hold ends in the same transaction, so that it is not
 * in its own way, and stays when the move does not go.
 */
export async function moveToOffer(
  w: Write<Ctx>,
  { appointment: old }: Place,
  offer: OpenOffer,
): Promise<AcceptResult | Undone<AcceptResult>> {
  const { ctx, tx } = w;
  const now = ctx.clock.now();
  // It was cancelled, began, or went to an earlier time by itself.
  if (!old || !canChange(old, now) || offer.end > old.start) return { ok: false, error: 'offer-gone' };
  const { location, modality, start, casemanager } = offer;
  const roster = await ctx.roster.current();
  const place = meetsAtLocation(modality) ? location.id : undefined;
  const target = newTimeOf(roster, old, { start: isoInAmsterdam(start), location: place, modality });
  if (!target.ok) return { ok: false, error: 'offer-gone' };
  const { request } = target;
  // All locks at once and in their order; those that the move takes are had then.
  await lockForBooking(tx, {
    names: namesOf(old),
    days: [
      { casemanagerId: old.casemanager.id, date: dateInAmsterdam(old.start) },
      { casemanagerId: casemanager.id, date: dateInAmsterdam(start) },
    ],
  });
  const ended = await tx`
    update appointments set status = 'expired'
    where id = ${offer.holdId} and status = 'held' and expires_at > ${new Date(now).toISOString()}
    returning id`;
  if (ended.length === 0) return { ok: false, error: 'offer-over' };
  const moved = await relocate(ctx, {
    old,
    request,
    only: casemanager.id,
    // The shortest notice was kept when it was offered.
    window: { ...bookingWindow(roster, now), noticeMinutes: 0 },
    apart: !(await isSharedContact(ctx, old.id)),
    message: null,
    event: (to) => ({ what: 'moved', details: moveDetails(old, request, to) }),
  });
  if (moved.ok) {
    const { id } = old;
    return { ok: true, appointment: { ...old, ...offer, id, sequence: old.sequence + 1 }, moved: true };
  }
  if (moved.error === 'same-time') return w.undo(moved);
  return { ok: false, error: 'offer-gone' };
}
