/** Why a text is no date of birth; a key of `server/kernel/texts`. */
export type DateError =
  | 'birthdate-missing'
  | 'birthdate-not-a-date'
  | 'birthdate-future'
  | 'birthdate-too-old';

export type ReadDate = { ok: true; date: string } | { ok: false; error: DateError };

/** Nobody alive was born earlier. */
export const earliestGeboortedatum = '1900-01-01';

const monthNames = [
  'januari january',
  'februari february',
  'maart mrt march',
  'april',
  'mei may',
  'juni june',
  'juli july',
  'augustus august',
  'september',
  'oktober october',
  'november',
  'december',
];

/**
 * Reads a date of birth as people type it: `15-1-2007`, `15/01/07`, `15 januari 2007`, `jan 15, 2007`, `15012007`,
 * `2007-01-15`. Day before month, never the other way round. A year of two digits is the last one that lies not
 * after the peildatum.
 * @returns the ISO date, or what is wrong with it
 */
export function readDate(text: string, peildatum: string): ReadDate {
  const clean = withDigits(text).trim().toLowerCase();
  if (clean === '') return { ok: false, error: 'birthdate-missing' };
  const parts = inOrder(clean);
  if (parts === null) return { ok: false, error: 'birthdate-not-a-date' };
  const [day, month, year] = parts;
  const rest = `-${monthNumber(month)}-${day.padStart(2, '0')}`;
  return checkDate((year.length === 2 ? withCentury(year, rest, peildatum) : year) + rest, peildatum);
}

/** A phone set to Arabic or Persian types digits of its own, each in a row from zero; others may be full-width. */
const withDigits = (text: string) =>
  text
    .normalize('NFKC')
    .replaceAll(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => `${digit.charCodeAt(0) % 16}`);

/** Whether a text is an ISO date that can be a date of birth on a peildatum. */
export function checkDate(date: string, peildatum: string): ReadDate {
  if (!isDate(date)) return { ok: false, error: 'birthdate-not-a-date' };
  if (date > peildatum) return { ok: false, error: 'birthdate-future' };
  if (date < earliestGeboortedatum) return { ok: false, error: 'birthdate-too-old' };
  return { ok: true, date };
}

/** Whether a text is the ISO date of a day that exists. */
export function isDate(text: string): boolean {
  // Of a day that its month does not have, some browsers make another one, and some none: that is null here.
  const day: string | null = new Date(text).toJSON();
  return /^\d{4}-\d\d-\d\d$/.test(text) && day?.startsWith(text) === true;
}

/** Day, month and year as they were typed, or null when these are no three parts of a date. */
function inOrder(text: string): [dag: string, maand: string, jaar: string] | null {
  // A keyboard of only digits: 15012007, or 20070115. No text can be read in both ways, since months end at 12.
  const [, ...digits] =
    /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  const [first = '', second = '', third = '', ...more] =
    digits.length > 0 ? digits : text.split(/[\s./,\-\u2010-\u2014]+/);
  const [day, month, year] =
    first.length === 4 && /\d/.test(first)
      ? [third, second, first]
      : /\d/.test(first)
        ? [first, second, third]
        : [second, first, third];
  const isDateLike = more.length === 0 && /^\d\d?$/.test(day) && /^(\d\d){1,2}$/.test(year);
  return isDateLike ? [day, month, year] : null;
}

/** `01` for `1`, `januari` and `jan`; `00`, which no date has, for what is no month. */
function monthNumber(month: string): string {
  if (/^\d\d?$/.test(month)) return month.padStart(2, '0');
  const isLongEnough = month.length >= 3;
  const index = monthNames.findIndex(
    (names) => isLongEnough && names.split(' ').some((name) => name.startsWith(month)),
  );
  return String(index + 1).padStart(2, '0');
}

function withCentury(year: string, rest: string, peildatum: string): string {
  const century = Number(peildatum.slice(0, 2));
  return `${century}${year}${rest}` > peildatum ? `${century - 1}${year}` : `${century}${year}`;
}
