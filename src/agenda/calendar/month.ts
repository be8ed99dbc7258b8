import { addDays, mondayOf } from '#server/kernel/time.ts';

/** A month as weeks of seven dates, Monday first, with the days of other months that fill them. */
export function weeksOfMonth(month: string): string[][] {
  const weeks: string[][] = [];
  const next = monthAfter(month, 1);
  for (let monday = mondayOf(`${month}-01`); monday < `${next}-01`; monday = addDays(monday, 7))
    weeks.push(Array.from({ length: 7 }, (_, index) => addDays(monday, index)));
  return weeks;
}

/** The month a number of months after another, as `2026-12`. */
export function monthAfter(month: string, months: number): string {
  return Temporal.PlainYearMonth.from(month).add({ months }).toString();
}

/** A month as it stands in an address; null for what is none. */
export const monthInAddress = (text: string | null): string | null =>
  text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? text : null;
