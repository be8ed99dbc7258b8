import type { Interval } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';
import { joined } from '#server/slots/windows.ts';

const quarter = 15 * minuteMs;

/** Rounds an instant up to a quarter of an hour. Amsterdam is whole hours from UTC, so this holds on its clock too. */
const nextQuarter = (epochMs: number) => Math.ceil(epochMs / quarter) * quarter;

/**
 * The working hours minus everything that takes time (absence, closures, afspraken with their buffers), from now on, in order.
 * Leaves out gaps shorter than a quarter of an hour.
 */
export function freeTime(hours: readonly Interval[], taken: readonly Interval[], now: number): Interval[] {
  const busy = joined(taken);
  const free: Interval[] = [];
  for (const { start, end } of joined(hours)) {
    let from = Math.max(start, nextQuarter(now));
    for (const one of busy) {
      if (one.end <= from || one.start >= end) continue;
      free.push({ start: from, end: one.start });
      from = one.end;
    }
    free.push({ start: from, end });
  }
  return free.filter(({ start, end }) => end - start >= quarter);
}
