const minute = 60_000;
const hour = 60 * minute;

/** How long after the first, second, … attempt (ms) the next one comes; the last one stands for all that follow. */
const waits = [minute, 5 * minute, 15 * minute, hour, 2 * hour];

/** After so long nothing is tried any more: a mail that comes later tells nobody anything. */
export const givenUpAfterMs = 3 * 24 * hour;

/**
 * When a message is tried again after so many attempts (at least one) that failed for now (ms), a fifth sooner or later so that
 * not all come back at once; null when it was made too long ago. `random` is from 0 up to 1.
 */
export function retryAfter(
  attempts: number,
  { ageMs, random }: { ageMs: number; random: number },
): number | null {
  const wait = waits[Math.min(attempts, waits.length) - 1] ?? minute;
  const after = Math.round(wait * (0.8 + 0.4 * random));
  return ageMs + after > givenUpAfterMs ? null : after;
}
