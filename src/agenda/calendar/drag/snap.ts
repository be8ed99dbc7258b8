import type { Interval } from '#server/slots/types.ts';

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;

/** The start that is nearest to an instant, at most half an hour away (epoch ms); null when none is. */
export function nearestStart(starts: readonly number[], wanted: number): number | null {
  let nearest: number | null = null;
  for (const start of starts) {
    const away = Math.abs(start - wanted);
    if (away <= 30 * minuteMs && (nearest === null || away < Math.abs(nearest - wanted))) nearest = start;
  }
  return nearest;
}

/** The quarter of an hour in which an instant lies, within a stretch, with at least a quarter of it left. */
export const quarterIn = ({ start, end }: Interval, instant: number): number =>
  Math.max(start, Math.min(Math.floor(instant / quarterMs) * quarterMs, end - quarterMs));

/** The quarters between two instants of a stretch, in either direction: at least one, and none outside it. */
export function quartersBetween(stretch: Interval, from: number, to: number): Interval {
  const [first, last] = from <= to ? [from, to] : [to, from];
  const start = quarterIn(stretch, first);
  const end = Math.ceil(last / quarterMs) * quarterMs;
  return { start, end: Math.min(stretch.end, Math.max(end, start + quarterMs)) };
}
