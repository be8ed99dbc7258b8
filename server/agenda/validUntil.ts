import { nextQuarter } from './freeTime.ts';
import type { AgendaItem } from './types.ts';

/**
 * Until when (epoch ms) time alone changes nothing of these items and their day: the next start or end, the end of a
 * hold, and the next quarter of an hour, at which free time shrinks and at midnight today becomes another day.
 */
export function validUntil(items: readonly AgendaItem[], now: number): number {
  const moments = items.flatMap((item) => [
    item.start,
    item.end,
    ...(item.kind === 'hold' ? [item.expiresAt] : []),
  ]);
  return Math.min(nextQuarter(now + 1), ...moments.filter((moment) => moment > now));
}
