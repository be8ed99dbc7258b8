import { addDays } from '#server/kernel/time.ts';
import type { Closure } from '#server/slots/types.ts';

/** Somebody who plans a visit looks this far ahead. */
const daysAhead = 28;

/** The periods in the coming four weeks, in order, in which one location is closed; null is for all of them at once. */
export function closedAhead(closures: readonly Closure[], location: string | null, today: string): Closure[] {
  const last = addDays(today, daysAhead);
  return closures
    .filter(
      (closure) => closure.location === location && closure.dateUntil >= today && closure.dateFrom <= last,
    )
    .toSorted((a, b) => a.dateFrom.localeCompare(b.dateFrom));
}
