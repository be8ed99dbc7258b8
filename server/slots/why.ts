import type { Modality } from './schema.ts';
import { isOnGrid } from './startGrid.ts';
import { buffersOf } from './travel.ts';
import type {
  BookingWindow,
  CasemanagerAvailability,
  Closure,
  Interval,
  TopicTiming,
  WhyNot,
} from './types.ts';
import { dayIndexOf, dayOf, minuteMs, type WallDay, wallDays } from './wallTime.ts';
import { absences, closedAt, joined, onDay, type WorkPeriod, workPeriods, worksOn } from './windows.ts';

/** What somebody wants to book: a start (epoch ms), a place and a way to meet. */
export interface AskedSlot {
  start: number;
  location: string;
  modality: Modality;
}

/**
 * Why one casemanager cannot take one time: the most fundamental reason, or null exactly when `computeSlots`
 * offers this casemanager at that start, location and modality (for a query that includes them).
 * Looks at the one day only. `not-working` means nowhere and in no way; `other-location` that they work
 * then, but not here; `modality` that they work here then, but do not meet in this way.
 */
export function whyNot(
  { window, topic }: { window: BookingWindow; topic: TopicTiming },
  casemanager: CasemanagerAvailability,
  closures: readonly Closure[],
  { start, location, modality }: AskedSlot,
): WhyNot | null {
  if (start < window.now) return 'past';
  if (start < window.now + window.noticeMinutes * minuteMs) return 'too-soon';
  const date = dayOf(start);
  if (date > dayOf(window.now) + window.horizonDays) return 'beyond-horizon';

  const days = wallDays(date, date + 1 + Math.floor(topic.durationMinutes / (23 * 60)));
  const [day] = days;
  if (!day || !isOnGrid(day, start, topic.gridMinutes)) return 'off-grid';
  const slot = { start, end: start + topic.durationMinutes * minuteMs };
  if (closedAt(location, closures, days).some((closed) => overlap(closed, slot))) return 'closed';
  if (absences(casemanager, days).some((absence) => overlap(absence, slot))) return 'absent';

  const work = workPeriods(casemanager, days);
  if (!covers(work, days, slot)) return 'not-working';
  const here = work.filter((period) => period.location === location);
  if (!covers(here, days, slot)) return 'other-location';
  const inThisModality = here.filter((period) => period.modalities.includes(modality));
  if (!casemanager.modalities.includes(modality) || !covers(inThisModality, days, slot)) return 'modality';

  const { before, after } = buffersOf(topic, window.travelMinutes, modality);
  const occupied = { start: slot.start - before * minuteMs, end: slot.end + after * minuteMs };
  if (casemanager.busy.some((busy) => overlap(busy, occupied))) return 'busy';
  const bookedToday = casemanager.booked.filter((booked) => dayIndexOf(days, booked) === 0);
  return bookedToday.length >= casemanager.dailyMaximum ? 'day-full' : null;
}

function overlap(some: Interval, other: Interval): boolean {
  return some.start < some.end && some.start < other.end && some.end > other.start;
}

function covers(work: readonly WorkPeriod[], days: readonly WallDay[], slot: Interval): boolean {
  const windows = days.flatMap((day) =>
    work.filter((period) => worksOn(period, day)).map((period) => onDay(day, period)),
  );
  return joined(windows).some(({ start, end }) => start <= slot.start && slot.end <= end);
}
