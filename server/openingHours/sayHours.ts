import { type Language, languages } from '#server/kernel/languages.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { groupHours, runsOf } from './groupHours.ts';
import type { WeekHours } from './schema.ts';

/** A line of a list of hours: `maandag tot en met vrijdag` and `9.00 – 17.00 uur`. */
export interface SaidHours {
  days: string;
  times: string;
  open: boolean;
}

/**
 * Week hours as people read them, in whole days: the open ones by their first day, then the closed ones in one line.
 * Nothing open is one line for every day.
 */
export function sayHours(language: Language, hours: WeekHours): SaidHours[] {
  return groupHours(hours).map(({ weekdays, times }) => ({
    days: sayDays(language, weekdays),
    times:
      times.length === 0
        ? say(language, 'hours-closed')
        : say(language, 'hours-times', {
            times: list(
              language,
              times.map(({ from, until }) => `${sayTime(language, from)} – ${sayTime(language, until)}`),
            ),
          }),
    open: times.length > 0,
  }));
}

function sayDays(language: Language, weekdays: readonly number[]): string {
  if (weekdays.length === 7) return say(language, 'hours-every-day');
  const runs = runsOf(weekdays).map(([first, last]) =>
    first === last
      ? dayName(language, first)
      : say(language, 'hours-days', { first: dayName(language, first), last: dayName(language, last) }),
  );
  return list(language, runs);
}

const list = (language: Language, parts: readonly string[]) =>
  new Intl.ListFormat(languages[language].locale, { type: 'conjunction' }).format(parts);

/** 5 January 2026 is a Monday. */
const dayName = (language: Language, weekday: number) =>
  new Intl.DateTimeFormat(languages[language].locale, { weekday: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2026, 0, 4 + weekday),
  );

const sayTime = (language: Language, time: string) => {
  const [hour = '', minute = ''] = time.split(':');
  return say(language, 'hours-time', { hour: String(Number(hour)), minute });
};
