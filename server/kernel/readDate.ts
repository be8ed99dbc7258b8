import { addDays, mondayOf } from './time.ts';

// Runs in a browser too: a field shows what it understood while somebody types.

const weekdays = 'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag'.split(' ');
const months =
  'januari februari maart april mei juni juli augustus september oktober november december'.split(' ');
const dayWords: Readonly<Record<string, number>> = {
  eergisteren: -2,
  gisteren: -1,
  vandaag: 0,
  morgen: 1,
  overmorgen: 2,
};
const numbers = 'een twee drie vier vijf zes zeven acht negen tien elf twaalf'.split(' ');
const weekday = `(${weekdays.map((name) => `${name}|${name.slice(0, 2)}\\.?`).join('|')})`;
const count = `(\\d{1,3}|${numbers.join('|')}) (dag|dagen|week|weken|maand|maanden)`;

const patterns = {
  ahead: new RegExp(`^over ${count}$`),
  ago: new RegExp(`^${count} geleden$`),
  weekday: new RegExp(
    `^(?:op )?(?:(aanstaande|komende|a\\.?s\\.?|deze|volgende|vorige|afgelopen)( week)? )?${weekday}$`,
  ),
  week: /^(deze|volgende|vorige) week$/,
  iso: /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  written: new RegExp(
    `^(?:${weekday} +)?(\\d{1,2})(?:[-/. ]|(?=[a-z]))(\\d{1,2}|[a-z]{3,9})\\.?(?:[-/. ](\\d{4}|\\d{2}))?$`,
  ),
};

/**
 * A date as people type it: `3-12-2026`, `3/12`, `3 dec`, `do 3 dec`, `2026-12-03`, `morgen`, `ma`, `volgende maandag`,
 * `volgende week`, `over 2 weken`, `drie weken geleden`. A weekday alone is the first one after today; with "volgende"
 * it is that of the next week, which begins on Monday. Without a year it is the one nearest to today, or with `ahead`
 * the first from today on. `from` is another date than today after which a weekday alone is looked for: where a period
 * begins, when this is its end. Null for what is no date, none that exists, none of this century, and a weekday that the
 * date is not.
 */
export function readDate(
  typed: string,
  today: string,
  { ahead = false, from = today }: { ahead?: boolean; from?: string | undefined } = {},
): string | null {
  // Nobody writes a date as long as this, and an expression should not meet what is.
  if (typed.length > 60) return null;
  const text = typed.normalize('NFKC').trim().toLowerCase().replaceAll('é', 'e').replaceAll(/\s+/g, ' ');
  const days = Object.hasOwn(dayWords, text) ? dayWords[text] : undefined;
  if (days !== undefined) return addDays(today, days);
  return fromDistance(text, today) ?? fromWeek(text, today, from) ?? fromNumbers(text, today, ahead);
}

/** `over 2 weken`, `een maand geleden` */
function fromDistance(text: string, today: string): string | null {
  const [, ahead, aheadUnit] = patterns.ahead.exec(text) ?? [];
  const [, ago, agoUnit] = patterns.ago.exec(text) ?? [];
  const [word, unit, sign] = ahead ? [ahead, aheadUnit, 1] : [ago, agoUnit, -1];
  if (word === undefined) return null;
  const many = sign * (numbers.indexOf(word) + 1 || Number(word));
  const date = unit?.startsWith('m')
    ? addMonths(today, many)
    : addDays(today, many * (unit?.startsWith('w') ? 7 : 1));
  return date?.startsWith('20') ? date : null;
}

/** The same day of another month, or its last one. */
function addMonths(date: string, many: number): string | null {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + many, 1));
  const last = new Date(Date.UTC(year, month + many, 0)).getUTCDate();
  return existing(first.getUTCFullYear(), first.getUTCMonth() + 1, Math.min(day, last));
}

/** `ma`, `volgende maandag`, `vorige week vrijdag`, `volgende week` */
function fromWeek(text: string, today: string, from: string): string | null {
  const monday = mondayOf(today);
  const weeks: Readonly<Record<string, number>> = { deze: 0, volgende: 7, vorige: -7 };
  const [, whole] = patterns.week.exec(text) ?? [];
  if (whole) return whole === 'deze' ? today : addDays(monday, weeks[whole] ?? 0);
  const [, which = '', ofWeek, name] = patterns.weekday.exec(text) ?? [];
  if (!name) return null;
  const index = weekdayIndex(name);
  if (which === 'afgelopen' || (which === 'vorige' && !ofWeek)) {
    const thisWeek = addDays(monday, index);
    return thisWeek < today ? thisWeek : addDays(thisWeek, -7);
  }
  const inWeek = Object.hasOwn(weeks, which) ? weeks[which] : undefined;
  if (inWeek !== undefined) return addDays(monday, inWeek + index);
  const near = addDays(mondayOf(from), index);
  return near > from ? near : addDays(near, 7);
}

function fromNumbers(text: string, today: string, ahead: boolean): string | null {
  const [, isoYear, isoMonth, isoDay] = patterns.iso.exec(text) ?? [];
  if (isoYear) return existing(Number(isoYear), Number(isoMonth), Number(isoDay));
  const [, name, day, month, year] = patterns.written.exec(text) ?? [];
  if (!day || !month) return null;
  const number = /\d/.test(month) ? Number(month) : monthNumber(month);
  const thisYear = Number(today.slice(0, 4));
  const years = year ? [Number(year.padStart(4, '20'))] : [thisYear - 1, thisYear, thisYear + 1];
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(today));
  return (
    years
      .flatMap((one) => existing(one, number, Number(day)) ?? [])
      .filter((date) => name === undefined || addDays(mondayOf(date), weekdayIndex(name)) === date)
      .filter((date) => year !== undefined || !ahead || date >= today)
      .toSorted((a, b) => distance(a) - distance(b))[0] ?? null
  );
}

/** 0 for Monday. */
const weekdayIndex = (name: string) => weekdays.findIndex((one) => one.startsWith(name.replace('.', '')));

/** 1 to 12, or 0 for no month. */
function monthNumber(word: string): number {
  if (word === 'mrt') return 3;
  return months.findIndex((name) => name.startsWith(word)) + 1;
}

function existing(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSame && year >= 2000 && year < 2100 ? date.toISOString().slice(0, 10) : null;
}

/** `2026-11-24` as people write it: `24-11-2026`. What is no such date stays as it is. */
export const shownDate = (date: string): string =>
  patterns.iso.test(date) ? date.split('-').map(Number).reverse().join('-') : date;
