import { type Language, languages } from './languages.ts';
import { addDays, isoInAmsterdam, timeZone } from './time.ts';

/** An instant within a date, wherever the clock stands. Temporal would do, but not every browser has it. */
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`);

function make(language: Language, until: string) {
  const { locale } = languages[language];
  // Making a formatter takes milliseconds on a phone, so each is made when it is first needed.
  const formatter = (options: Intl.DateTimeFormatOptions) => {
    let made: Intl.DateTimeFormat | undefined;
    return (epochMs: number) => {
      made ??= new Intl.DateTimeFormat(locale, { timeZone, ...options });
      return made.format(epochMs);
    };
  };
  const day = formatter({ weekday: 'long', day: 'numeric', month: 'long' });
  const year = formatter({ year: 'numeric' });
  const dayOnly = formatter({ day: 'numeric' });
  const dayAndMonth = formatter({ day: 'numeric', month: 'long' });
  const shortWeekday = formatter({ weekday: 'short' });
  const weekday = formatter({ weekday: 'long' });
  const shortDay = formatter({ weekday: 'short', day: 'numeric', month: 'short' });
  const month = formatter({ month: 'long', year: 'numeric' });
  return {
    /** `dinsdag 24 november` */
    day,
    /** `dinsdag 24 november 2026` */
    date: (epochMs: number) => `${day(epochMs)} ${year(epochMs)}`,
    /** `09:15` */
    time: (epochMs: number) => isoInAmsterdam(epochMs).slice(11, 16),
    /** `24 november` */
    dayAndMonth,
    /** `di` */
    shortWeekday: (date: string) => shortWeekday(noonOf(date)),
    /** `dinsdag` */
    weekday: (date: string) => weekday(noonOf(date)),
    /** `di 24 nov` */
    shortDay: (date: string) => shortDay(noonOf(date)),
    /** `november 2026` */
    month: (date: string) => month(noonOf(date)),
    /** `24` */
    dayNumber: (date: string) => dayOnly(noonOf(date)),
    /** `dinsdag 24 november` */
    dayOfDate: (date: string) => day(noonOf(date)),
    /** `dinsdag 24 november 2026` */
    dateOfDate: (date: string) => `${day(noonOf(date))} ${year(noonOf(date))}`,
    /** `23 tot en met 29 november`, `30 november tot en met 6 december` */
    week: (monday: string) => {
      const sunday = addDays(monday, 6);
      const sameMonth = monday.slice(0, 7) === sunday.slice(0, 7);
      const from = (sameMonth ? dayOnly : dayAndMonth)(noonOf(monday));
      return `${from} ${until} ${dayAndMonth(noonOf(sunday))}`;
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
