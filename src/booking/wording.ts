import { type Language, languages } from '../../server/languages.ts';
import { addDays, timeZone } from '../../server/time.ts';

/** An instant within a date, wherever the clock stands. Temporal would do, but not every browser has it. */
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`);

function make(language: Language, until: string) {
  const { locale } = languages[language];
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long' });
  const year = format({ year: 'numeric' });
  const time = format({ hour: '2-digit', minute: '2-digit' });
  const dayOnly = format({ day: 'numeric' });
  const dayAndMonth = format({ day: 'numeric', month: 'long' });
  const shortWeekday = format({ weekday: 'short' });
  return {
    /** `dinsdag 24 november` */
    day: (epochMs: number) => day.format(epochMs),
    /** `dinsdag 24 november 2026` */
    date: (epochMs: number) => `${day.format(epochMs)} ${year.format(epochMs)}`,
    /** `09:15` */
    time: (epochMs: number) => time.format(epochMs),
    /** `di` */
    shortWeekday: (date: string) => shortWeekday.format(noonOf(date)),
    /** `24` */
    dayNumber: (date: string) => dayOnly.format(noonOf(date)),
    /** `dinsdag 24 november` */
    dayOfDate: (date: string) => day.format(noonOf(date)),
    /** `dinsdag 24 november 2026` */
    dateOfDate: (date: string) => `${day.format(noonOf(date))} ${year.format(noonOf(date))}`,
    /** `23 tot en met 29 november`, `30 november tot en met 6 december` */
    week: (monday: string) => {
      const sunday = addDays(monday, 6);
      const sameMonth = monday.slice(0, 7) === sunday.slice(0, 7);
      const from = (sameMonth ? dayOnly : dayAndMonth).format(noonOf(monday));
      return `${from} ${until} ${dayAndMonth.format(noonOf(sunday))}`;
    },
  };
}

const wordings: Record<Language, ReturnType<typeof make>> = {
  nl: make('nl', 'tot en met'),
  en: make('en', 'to'),
};

/** Dates and times as people say them, always on the clock of the gemeente. Instants are epoch ms. */
export function wording(lang: Language) {
  return wordings[lang];
}
export type Wording = ReturnType<typeof wording>;
