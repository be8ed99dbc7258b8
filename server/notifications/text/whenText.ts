import { addDays, dateInAmsterdam, isoInAmsterdam, offsetAt, startOfDate } from '#server/kernel/time.ts';
import type { Settings } from '#server/settings/schema.ts';

// When a text message may go: a phone lies beside a bed. Pure.

export type QuietTime = Pick<Settings['messages'], 'quietFromHour' | 'quietUntilHour'>;

const hourMs = 3_600_000;

/** The first instant from `now` on (epoch ms) that is not in the quiet time of Amsterdam; whole hours, whichever way the clock moves. */
export function afterQuiet(now: number, { quietFromHour, quietUntilHour }: QuietTime): number {
  const hour = Number(isoInAmsterdam(now).slice(11, 13));
  if (hour >= quietUntilHour && hour < quietFromHour) return now;
  const today = dateInAmsterdam(now);
  const midnight = startOfDate(hour < quietUntilHour ? today : addDays(today, 1));
  const end = midnight + quietUntilHour * hourMs;
  // Between midnight and the morning the clock may have moved.
  return end + offsetAt(midnight) - offsetAt(end);
}

/**
 * When a text message goes that comes too late from the instant `until` on, or never does (null); instants are epoch ms. None goes
 * when it would be too late.
 */
export function whenText(
  { until, now }: { until: number | null; now: number },
  quiet: QuietTime,
): { at: number } | { drop: 'begun' | 'quiet-time' } {
  const at = afterQuiet(now, quiet);
  if (until === null || until > at) return { at };
  return { drop: until <= now ? 'begun' : 'quiet-time' };
}
