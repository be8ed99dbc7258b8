import type { BookedTime } from './bookedOf.ts';
import type { TooMany } from './types.ts';

/** Why a contact with these afspraken may not book another one; null when it may. `now` is epoch ms. */
export function tooManyOpen(
  booked: readonly BookedTime[],
  { now, most }: { now: number; most: number },
): TooMany | null {
  const open = booked.filter(({ start }) => start > now);
  if (open.length < most) return null;
  const firstEnd = Math.min(...open.map(({ end }) => end));
  const wait = open.length === 0 ? 1 : Math.ceil((firstEnd - now) / 1000);
  return { ok: false, error: 'too-many', what: 'open', retryAfterSeconds: Math.max(1, wait) };
}
