import { dayIndexOf, minuteMs, type WallDay, wallMs } from './wallTime.ts';

/**
 * All starts on the grid of a row of days, in order, known by their index.
 *
 * A start is on the grid when the clock on the wall then shows a multiple of the grid past midnight. So on
 * the day that the clock skips an hour the skipped multiples have no start, and on the day that has an hour
 * twice a multiple in that hour has two, an hour apart.
 */
export class StartGrid {
  readonly days: readonly WallDay[];
  /** Epoch ms by index. */
  readonly starts: readonly number[];
  /** Index of the first start of each day, and one more: the number of starts. */
  readonly firstOfDay: readonly number[];
  private readonly step: number;

  constructor(days: readonly WallDay[], gridMinutes: number) {
    const step = gridMinutes * minuteMs;
    const starts: number[] = [];
    const firstOfDay = [0];
    for (const day of days) {
      for (let start = day.start; start < Math.min(day.changesAt, day.end); start += step) starts.push(start);
      const sinceMultiple = wallMs(day, day.changesAt) % step;
      const resumed = day.changesAt + (sinceMultiple === 0 ? 0 : step - sinceMultiple);
      for (let start = resumed; start < day.end; start += step) starts.push(start);
      firstOfDay.push(starts.length);
    }
    this.starts = starts;
    this.firstOfDay = firstOfDay;
    this.days = days;
    this.step = step;
  }

  /** Index of the first start at or after an instant; the number of starts when there is none. */
  atOrAfter(instant: number): number {
    const at = dayIndexOf(this.days, instant);
    const day = this.days[at];
    if (!day) return at < 0 ? 0 : this.starts.length;
    const first = this.firstOfDay[at] ?? 0;
    const next = this.firstOfDay[at + 1] ?? 0;
    if (day.changesAt === Infinity) {
      return Math.min(first + Math.ceil((instant - day.start) / this.step), next);
    }
    let index = first;
    while (index < next && (this.starts[index] ?? Infinity) < instant) index++;
    return index;
  }
}

/** Whether an instant on the given day is a start of the grid, see {@link StartGrid}. */
export function isOnGrid(day: WallDay, instant: number, gridMinutes: number): boolean {
  return wallMs(day, instant) % (gridMinutes * minuteMs) === 0;
}
