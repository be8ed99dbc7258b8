import { readBusy } from '#server/availability/busy.ts';
import { withBusy } from '#server/availability/findSlots.ts';
import { bookingWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import { computeSlots } from '#server/slots/slots.ts';
import type { Slot } from '#server/slots/types.ts';
import type { CandidateQuery } from './candidates.ts';
import type { OfferedSlot } from './types.ts';

const most = 5;
/** How far around the requested time to search, in days. Near first, because that is cheap and mostly enough. */
const reaches = [1, 7, 28];

/** The requested time, with one casemanager only, with some, or with anybody. */
type Around = Pick<CandidateQuery, 'request' | 'only' | 'among' | 'window'>;

/**
 * The free times nearest to the requested one, with the same location and modality, or with any when there are none. Ordered by
 * time.
 */
export async function findAlternatives(ctx: Ctx, roster: Roster, around: Around): Promise<OfferedSlot[]> {
  const { request } = around;
  for (const location of request.location === undefined ? [undefined] : [request.location, undefined]) {
    for (const days of reaches) {
      const slots = await searchAround(ctx, roster, { ...around, request: { ...request, location } }, days);
      if (slots.length >= most || (slots.length > 0 && days === reaches.at(-1)))
        return nearest(slots, request.start);
    }
  }
  return [];
}

async function searchAround(
  ctx: Ctx,
  roster: Roster,
  { request, only, among, window }: Around,
  days: number,
): Promise<OfferedSlot[]> {
  const now = ctx.clock.now();
  const { location, modality, topic } = request;
  // A time in the past or beyond the horizon is clipped to what can be booked.
  const today = dateInAmsterdam(now);
  const last = addDays(today, roster.settings.horizonDays);
  const requestedDate = dateInAmsterdam(request.start);
  const middle = [today, requestedDate, last].toSorted()[1] ?? today;
  const range = { from: addDays(middle, -days), to: addDays(middle, days) };
  const here = roster.casemanagers.filter(
    ({ id, places }) =>
      (only === undefined || id === only) &&
      (among === undefined || among.includes(id)) &&
      (location === undefined || places.includes(location)),
  );
  const busy = await readBusy(
    ctx.sql,
    { ...range, now },
    here.map(({ id }) => id),
  );
  return offered(
    computeSlots(
      { window: window ?? bookingWindow(roster, now), topic, ...range, location, modality },
      withBusy({ ...roster, casemanagers: here }, busy),
      roster.closures,
    ),
  );
}

function nearest(slots: OfferedSlot[], start: number): OfferedSlot[] {
  const distance = (slot: OfferedSlot) => Math.abs(slot.start - start);
  return slots
    .toSorted((a, b) => distance(a) - distance(b))
    .slice(0, most)
    .sort((a, b) => a.start - b.start);
}

/** Slots as visitors see them: how many casemanagers can take it, not which. */
export function offered(slots: readonly Slot[]): OfferedSlot[] {
  return slots.map(({ start, end, location, modality, casemanagers }) => ({
    start,
    end,
    location,
    modality,
    available: casemanagers.length,
  }));
}
