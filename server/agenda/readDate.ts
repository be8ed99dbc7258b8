import { addDays } from '#server/kernel/time.ts';

const words: Readonly<Record<string, number>> = {
  eergisteren: -2,
  gisteren: -1,
  vandaag: 0,
  morgen: 1,
  overmorgen: 2,
};
const months = ['jan', 'feb', 'mrt', 'apr', 'mei', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec'];
const longMonths = 'januari februari maart april mei juni juli augustus september oktober november december';
const weekday = /^(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\.? +/;

/**
 * A date as people type it: `23-11-2026`, `23-11`, `23 nov`, `2026-11-23`, `morgen`. Without a year it is the one
 * nearest to today. Null for what is no date, or none that exists.
 */
export function readDate(typed: string, today: string): string | null {
  const text = typed.trim().toLowerCase().replace(weekday, '');
  const days = Object.hasOwn(words, text) ? words[text] : undefined;
  if (days !== undefined) return addDays(today, days);
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (isoYear) return existing(Number(isoYear), Number(isoMonth), Number(isoDay));
  const [, day, month, year] =
    /^(\d{1,2})(?:[-/. ]|(?=[a-z]))(\d{1,2}|[a-z]{3,9})\.?(?:[-/. ](\d{4}|\d{2}))?$/.exec(text) ?? [];
  if (!day || !month) return null;
  const number = /\d/.test(month) ? Number(month) : monthNumber(month);
  if (year) return existing(Number(year.padStart(4, '20')), number, Number(day));
  const thisYear = Number(today.slice(0, 4));
  const possible = [thisYear - 1, thisYear, thisYear + 1].flatMap(
    (some) => existing(some, number, Number(day)) ?? [],
  );
  const distance = (date: string) => Math.abs(Date.parse(date) - Date.parse(today));
  return possible.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** 1 to 12, or 0 for no month. */
function monthNumber(word: string): number {
  const long = longMonths.split(' ').indexOf(word);
  return (long === -1 ? months.indexOf(word) : long) + 1;
}

function existing(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isSame = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isSame && year >= 2000 && year < 2100 ? date.toISOString().slice(0, 10) : null;
}
