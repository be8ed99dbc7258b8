import { addDays, dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';

/** What the browser knows of the free times, week by week; weeks by their Monday, instants in epoch ms. */
export interface Known {
  has(monday: string): boolean;
  /** Heard since the last `age()`. */
  isFresh(monday: string): boolean;
  /** Something changed somewhere: every week may be out of date. */
  age(): void;
  /** All that is free in whole weeks, first and last included. */
  learn(from: string, to: string, starts: readonly number[]): void;
  /** Every free time known, in order. */
  starts(): number[];
  /** The free times of one week, in order. */
  inWeek(monday: string): number[];
  /**
   * The weeks that together say what to show with this one: the week itself, all up to the first free time,
   * and when it is full all up to the next free week. In order.
   */
  needed(monday: string): string[];
}

export const weekOf = (start: number) => mondayOf(dateInAmsterdam(start));

/** `others` are free times of weeks that are not known further. */
export function createKnown(first: string, last: string, others: readonly number[]): Known {
  const weeks = new Map<string, readonly number[]>();
  const fresh = new Set<string>();
  const all: string[] = [];
  for (let monday = mondayOf(first); monday <= last; monday = addDays(monday, 7)) all.push(monday);

  const starts = () => {
    const hints = others.filter((start) => !weeks.has(weekOf(start)));
    return [...new Set([...hints, ...[...weeks.values()].flat()])].sort((a, b) => a - b);
  };
  const inWeek = (monday: string) => starts().filter((start) => weekOf(start) === monday);

  return {
    has: (monday) => weeks.has(monday),
    isFresh: (monday) => fresh.has(monday),
    age: () => fresh.clear(),
    learn(from, to, found) {
      for (const monday of all.filter((week) => week >= from && week <= to)) {
        weeks.set(
          monday,
          found.filter((start) => weekOf(start) === monday),
        );
        fresh.add(monday);
      }
    },
    starts,
    inWeek,
    needed(monday) {
      const free = starts();
      const firstWeek = free[0] === undefined ? last : weekOf(free[0]);
      const next = free.map(weekOf).find((week) => week > monday) ?? last;
      const full = weeks.has(monday) && inWeek(monday).length === 0;
      return all.filter(
        (week) => week === monday || week <= firstWeek || (full && week > monday && week <= next),
      );
    },
  };
}

/** The first weeks of a list that follow each other, at most as many as one question may span. */
export function firstRun(weeks: readonly string[]): { from: string; to: string } | null {
  const [from] = weeks;
  if (from === undefined) return null;
  let length = 1;
  while (length < 8 && weeks[length] === addDays(from, 7 * length)) length += 1;
  return { from, to: addDays(from, 7 * (length - 1)) };
}
