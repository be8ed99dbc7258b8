import { may } from '#server/access/may.ts';
import { staffWindow } from '#server/availability/window.ts';
import { findAlternatives } from '#server/booking/alternatives.ts';
import { findCandidates } from '#server/booking/candidates.ts';
import type { Ctx } from '#server/booking/context.ts';
import { endOf } from '#server/booking/slotRequest.ts';
import type { OfferedSlot, OfStaff, TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { findOfTeam } from './findOfTeam.ts';
import { followUpTime } from './followUpTime.ts';
import { canStill } from './rules.ts';
import { slotRequestOf } from './slotRequestOf.ts';

export interface FollowUpProposal {
  ok: true;
  appointment: OfStaff;
  /** The same weekday and time so many weeks later (epoch ms), and whether it is free. */
  start: number;
  end: number;
  free: boolean;
  /** The nearest free times of the same casemanager, with the same location or modality where there are any. */
  alternatives: (OfferedSlot & { placeName: string })[];
}

/**
 * Proposes a follow-up: with the same casemanager, location and modality, some weeks later. Not for
 * somebody who cancelled, or whose data is wiped.
 */
export async function proposeFollowUp(
  ctx: Ctx,
  id: string,
  { weeks }: { weeks: number },
): Promise<FollowUpProposal | NotFound | TooLate> {
  may(ctx, 'appointment.follow-up');
  const found = await findOfTeam(ctx, 'appointment.follow-up', id);
  if (!found.ok) return found;
  const { appointment, roster } = found;
  if (!canStill('follow-up', appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const now = ctx.clock.now();
  const start = followUpTime(appointment.start, weeks, now);
  const query = {
    request: { ...slotRequestOf(appointment, roster.settings.travelMinutes), start },
    only: appointment.casemanager.id,
    window: staffWindow(roster, now),
  };
  const [{ candidates }, around] = await Promise.all([
    findCandidates(ctx, roster, query),
    findAlternatives(ctx, roster, query),
  ]);
  const free = candidates.length > 0;
  const placeName = (place: string) => roster.locations.find((one) => one.id === place)?.name ?? place;
  const alternatives = distinct(around)
    .filter((slot) => slot.start !== start)
    .map((slot) => ({ ...slot, placeName: placeName(slot.location) }));
  return { ok: true, appointment, start, end: endOf(query.request), free, alternatives };
}

/** Where the place does not matter there is a slot per location; to the jongere these are one time. */
function distinct(slots: readonly OfferedSlot[]): OfferedSlot[] {
  const seen = new Set<string>();
  return slots.filter(({ start, location, modality }) => {
    const key = meetsAtLocation(modality) ? `${start} ${location}` : `${start}`;
    return !seen.has(key) && seen.add(key);
  });
}
