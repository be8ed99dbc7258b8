import { readDate } from '#server/kernel/readDate.ts';
import { readTime } from '#server/kernel/readTime.ts';
import { addDays, mondayOf } from '#server/kernel/time.ts';

// When something is, as people type it in a command: a day, some days, or a part of one. Dates are of Amsterdam.

/** Some days on which somebody is away, or a part of them; `from` and `until` are `14:00`. */
export interface Span {
  dateFrom: string;
  dateUntil: string;
  from: string | null;
  until: string | null;
}

const wholeDay = { from: null, until: null };
const toWords = `(?: ?[-–] ?| (?:t/m|tm|tot en met|tot) )`;
const timeWord = String.raw`\d{1,2}(?:[:.u]\d\d| ?u(?:ur)?)?`;
const hours = new RegExp(
  `(?:^| )(?:(?:van |vanaf |om )?(${timeWord})(?:${toWords}(${timeWord}))?|tot (${timeWord}))$`,
);

/** When somebody is away: nothing is today; else a day, some days, or a part of one. */
export function readSpans(text: string, today: string): Span[] {
  if (text === '') return [{ dateFrom: today, dateUntil: today, ...wholeDay }];
  const days = readDays(text, today).map((date) => ({ dateFrom: date, dateUntil: date, ...wholeDay }));
  // "do 9-12" is rather the hours of a Thursday than the first Thursday that is a 9 December.
  if (/^[a-z]+\.? \d{1,2}-\d{1,2}$/.test(text)) return [...readPart(text, today), ...days];
  if (days.length > 0) return days;
  const period = readPeriod(text, today);
  return period ? [{ ...period, ...wholeDay }] : readPart(text, today);
}

/** `do 14:00-16:00`, `morgen vanaf 14 uur`, `14:00`, `vrijdag tot 12:00` */
export function readPart(text: string, today: string): Span[] {
  const found = hours.exec(text);
  if (!found) return [];
  const [, begin, end, onlyEnd] = found;
  const read = (time: string | undefined) => (time === undefined ? null : readTime(time));
  const [from, until] = [read(begin), read(onlyEnd ?? end)];
  const isRead = from !== null || until !== null;
  // A number alone is a time only where a day stands before it.
  const day = text.slice(0, found.index).trim();
  const isBare = day === '' && !/[:.u]/.test(begin ?? onlyEnd ?? '');
  const isTurned = from !== null && until !== null && until <= from;
  const isUnread = end !== undefined && until === null;
  if (!isRead || isBare || isTurned || isUnread || from === '24:00') return [];
  const days = day === '' ? [today] : readDays(day, today);
  return days.map((date) => ({ dateFrom: date, dateUntil: date, from, until }));
}

/** `21 dec t/m 1 jan`, `maandag tot woensdag`: the end is the first such day from the begin on. */
function readPeriod(text: string, today: string): Pick<Span, 'dateFrom' | 'dateUntil'> | null {
  const [, first, last] = /^(?:van |vanaf )?(.+?) (?:t\/m|tm|tot en met|tot|-|–) (.+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) return null;
  const [dateFrom] = readDays(first, today);
  const dateUntil = dateFrom && readDate(last, dateFrom, { ahead: true });
  return dateFrom && dateUntil && dateUntil >= dateFrom ? { dateFrom, dateUntil } : null;
}

/**
 * The days that a text can mean. Whoever says "volgende maandag" late in a week may mean the one that comes first, or the
 * one after it: both are offered, with their date.
 */
export function readDays(text: string, today: string): string[] {
  const date = readDate(text.replace(/^op /, ''), today, { ahead: true });
  if (date === null) return [];
  const isNext = /^volgende (?!week)/.test(text) && date <= addDays(today, 7);
  return isNext && date !== mondayOf(today) ? [date, addDays(date, 7)] : [date];
}
