import { addDays } from '#server/kernel/time.ts';
import { isoWeekSchema } from './schema.ts';

/** The ISO week in which a date lies, `2026-W48`. */
export function isoWeekOf(date: string): string {
  const { yearOfWeek, weekOfYear } = Temporal.PlainDate.from(date);
  return `${yearOfWeek}-W${String(weekOfYear).padStart(2, '0')}`;
}

/** The Monday of an ISO week of this century; null for what is no such week, as week 53 in most years. */
export function mondayOfIsoWeek(text: string | null): string | null {
  const week = isoWeekSchema.safeParse(text);
  if (!week.success) return null;
  const [year, number] = week.data.split('-W');
  // 4 January is always in week 1.
  const first = Temporal.PlainDate.from(`${year}-01-04`);
  const monday = addDays(first.subtract({ days: first.dayOfWeek - 1 }).toString(), (Number(number) - 1) * 7);
  return isoWeekOf(monday) === week.data ? monday : null;
}
