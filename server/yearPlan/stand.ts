import type { planDoers, schoolDoers } from '#db/schema/words.ts';
import { daysBetween } from '#server/kernel/time.ts';
import type { Settings } from '#server/settings/schema.ts';
import type { Span } from './dates.ts';

// How a step stands, and whether a school is reminded of it. Pure; dates are ISO.

export type PlanDoer = (typeof planDoers)[number];
export type SchoolDoer = (typeof schoolDoers)[number];
export type Stand = 'done' | 'late' | 'now' | 'later';

/** Whether each school does a step for itself. */
export const isForSchools = (doer: PlanDoer): doer is SchoolDoer =>
  doer === 'schools' || doer === 'vo-schools' || doer === 'mbo-schools';

/** How a step stands for who does it. */
export function standOf({ from, until }: Span, isDone: boolean, today: string): Stand {
  if (isDone) return 'done';
  if (today > until) return 'late';
  return today >= from ? 'now' : 'later';
}

/** How a step stands that many do: late as long as one of them is, done when all are. Of nobody it is a matter of dates. */
export function standOfAll(each: readonly Stand[], span: Span, today: string): Stand {
  if (each.length === 0) return standOf(span, today > span.until, today);
  return (['late', 'now', 'later'] as const).find((one) => each.includes(one)) ?? 'done';
}

/** So many days after it became late a school is told at the latest, and hears no more of it by mail. */
export const lateDays = 14;

export type Reminder = 'plan-coming' | 'plan-late';

/** Of what a school that has not done a step is told on a date: that its end comes near, or is past; each once. */
export function reminderOn(
  { from, until }: Span,
  today: string,
  { planRemindDays, planLateDays }: Pick<Settings['trajecten'], 'planRemindDays' | 'planLateDays'>,
): Reminder | null {
  const daysLeft = daysBetween(today, until);
  if (daysLeft >= 0) return today >= from && daysLeft <= planRemindDays ? 'plan-coming' : null;
  return -daysLeft >= planLateDays && -daysLeft <= planLateDays + lateDays ? 'plan-late' : null;
}
