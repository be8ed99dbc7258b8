import { timeZone } from '#server/kernel/time.ts';

/**
 * The same weekday and wall time a number of weeks after a start (epoch ms), also over a clock change; where that
 * is past already, the first such week that is not.
 */
export function followUpTime(start: number, weeks: number, now: number): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(timeZone);
  for (let after = weeks; ; after += 1) {
    const time = wall.add({ weeks: after }).epochMilliseconds;
    if (time > now) return time;
  }
}
