import type { HoursPart, WeekHours } from './schema.ts';

/** Weekdays that are open at the same times. */
export interface HoursGroup {
  /** ISO weekdays, Monday first. */
  weekdays: number[];
  /** In order; what touches is one. None means closed. */
  times: Pick<HoursPart, 'from' | 'until'>[];
}

const week = [1, 2, 3, 4, 5, 6, 7];

/** The whole week, each weekday in one group: the open ones by their first day, then the closed ones. */
export function groupHours(hours: WeekHours): HoursGroup[] {
  const groups = new Map<string, HoursGroup>();
  for (const weekday of week) {
    const times = timesOn(weekday, hours);
    const key = JSON.stringify(times);
    const group = groups.get(key);
    if (group) group.weekdays.push(weekday);
    else groups.set(key, { weekdays: [weekday], times });
  }
  const all = [...groups.values()];
  return [...all.filter(({ times }) => times.length > 0), ...all.filter(({ times }) => times.length === 0)];
}

function timesOn(weekday: number, hours: WeekHours): HoursGroup['times'] {
  const parts = hours
    .filter(({ weekdays }) => weekdays.includes(weekday))
    .map(({ from, until }) => ({ from, until }))
    .sort((a, b) => (a.from < b.from ? -1 : 1));
  const joined: HoursGroup['times'] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last && last.until >= part.from) last.until = part.until;
    else joined.push(part);
  }
  return joined;
}

/** Weekdays as runs of neighbours: 1, 2, 3 and 5 are `[1, 3]` and `[5, 5]`; two neighbours stay apart. */
export function runsOf(weekdays: readonly number[]): [first: number, last: number][] {
  const runs: [number, number][] = [];
  for (const day of weekdays) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.flatMap(([first, last]): [number, number][] =>
    last === first + 1
      ? [
          [first, first],
          [last, last],
        ]
      : [[first, last]],
  );
}
