import type { Interval } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';
import { joined } from '#server/slots/windows.ts';

const quarter = 15 * minuteMs;

/** The first quarter of an hour from an instant on: the clock of Amsterdam is whole hours from UTC. */
const nextQuarter = (epochMs: number) => Math.ceil(epochMs / quarter) * quarter;

/**
 * What is left of the hours when everything that takes time is taken away (absence, closures, afspraken with their
 * buffers), from now on and from a quarter of an hour long, in order.
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
