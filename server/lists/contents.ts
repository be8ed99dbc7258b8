import { passesEleven } from '#server/jongeren/bsn.ts';
import { infixes } from '#server/jongeren/infixes.ts';
import type { ListField } from './fields.ts';
import type { Cell } from './sheet/types.ts';
import { readStatus } from './statuses.ts';

/** What a cell looks like. A number of five digits may be a date of Excel too: the column decides. */
export const contents = [
  'birthDate',
  'date',
  'phone',
  'email',
  'number',
  'code',
  'status',
  'infix',
  'name',
  'text',
] as const;
export type Content = (typeof contents)[number];

/** Of whom a list can be, in years of age. */
export const youngest = 10;
export const oldest = 30;

const patterns = {
  iso: /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:$|[ T]\d)/,
  numbers: /^\d{1,2}[-/. ]\d{1,2}[-/. ](\d{4}|\d{2})$/,
  words: /^\d{1,2}[-/. ]?[a-z]{3,9}\.?[-/. ](\d{4}|\d{2})$/i,
  email: /^\S+@\S+\.\S+$/,
  phone: /^(?:\+|00?)?[\d\s()./-]{8,18}$/,
  digits: /^\d+$/,
  code: /^(?=.*\d)[\p{L}\d._/-]+$/u,
  // Letters, with what stands between the parts of a name.
  name: /^[\p{L}\p{M}][\p{L}\p{M}'’`.,\- ]*$/u,
};

/** What a cell looks like by itself, on a day; null for an empty one, and for one that is odd. */
export function contentOf(cell: Cell, today: string): Content | null {
  const text = cell.text.trim();
  if (text === '' || cell.odd !== null) return null;
  const year = yearOf(cell, text, today);
  if (year !== null) {
    const age = Number(today.slice(0, 4)) - year;
    return age >= youngest && age <= oldest ? 'birthDate' : 'date';
  }
  if (text.includes('@')) return patterns.email.test(text) ? 'email' : 'text';
  if (isPhone(text)) return 'phone';
  if (patterns.digits.test(text)) return 'number';
  if (text.length > 60) return 'text';
  if (infixes.has(text.toLowerCase())) return 'infix';
  if (readStatus(text) !== null) return 'status';
  if (patterns.name.test(text)) return text.split(' ').length <= 6 ? 'name' : 'text';
  return patterns.code.test(text) ? 'code' : 'text';
}

/** The year of what looks like a date, of whatever kind; null for what does not. */
function yearOf(cell: Cell, text: string, today: string): number | null {
  if (cell.date !== null) return Number(cell.date.slice(0, 4));
  const [, iso] = patterns.iso.exec(text) ?? [];
  const [, written] = patterns.numbers.exec(text) ?? patterns.words.exec(text) ?? [];
  const year = iso ?? written;
  if (year === undefined) return null;
  if (year.length === 4) return Number(year);
  // Of two digits the last such year that lies not ahead.
  const past = 2000 + Number(year);
  return past > Number(today.slice(0, 4)) + 1 ? past - 100 : past;
}

/** Ten digits from a zero on, or a plus or two zeros and more than ten. */
function isPhone(text: string): boolean {
  if (!patterns.phone.test(text)) return false;
  const digits = text.replaceAll(/\D/g, '').length;
  return text.startsWith('+') || text.startsWith('00') ? digits >= 10 : text.startsWith('0') && digits === 10;
}

/** A number that a spreadsheet shows as a date of somebody of such an age, or of a melding: from 1990 to 2050. */
export const isSerial = (text: string): boolean => /^[345]\d{4}$/.test(text) && Number(text) > 32_874;

/** What may stand under each head; whatever else is there contradicts it. */
const fits: Readonly<Record<ListField, ReadonlySet<Content>>> = {
  pupilNumber: new Set(['number', 'code', 'phone']),
  fullName: new Set(['name', 'text', 'status']),
  // Ben, Al and Do are infixes and first names.
  firstName: new Set(['name', 'text', 'infix']),
  initials: new Set(['name', 'text', 'infix']),
  infix: new Set(['infix']),
  lastName: new Set(['name', 'text']),
  birthDate: new Set(['birthDate']),
  residence: new Set(['name', 'text', 'status']),
  school: new Set(['name', 'text', 'code', 'number', 'status']),
  programme: new Set(['name', 'text', 'code', 'number', 'status']),
  kind: new Set(['name', 'text', 'code', 'status', 'number']),
  beganOn: new Set(['date']),
  endedOn: new Set(['date']),
  reason: new Set(['name', 'text', 'code', 'number', 'status', 'date', 'phone']),
  schoolDid: new Set(['name', 'text', 'code', 'number', 'status', 'date', 'phone']),
  nextStatus: new Set(['status', 'name', 'text', 'code']),
  phone: new Set(['phone', 'number', 'text']),
  email: new Set(['email']),
  contactName: new Set(['name', 'text', 'email', 'status', 'phone', 'code']),
};

/** Whether a cell cannot be what the head of its column says. An empty one can be anything. */
export function contradicts(field: ListField, content: Content | null, text: string): boolean {
  if (content === null) return false;
  if (fits[field].has(content)) return false;
  const isDateField = field === 'birthDate' || field === 'beganOn' || field === 'endedOn';
  return !(isDateField && content === 'number' && isSerial(text.trim()));
}

/** Whether all of some numbers pass the test of eleven of a burgerservicenummer; of any ten one does by chance. */
export function looksLikeBsn(texts: readonly string[]): boolean {
  const numbers = texts.map((text) => text.trim().padStart(9, '0'));
  return texts.length >= 4 && numbers.every((number) => /^\d{9}$/.test(number) && passesEleven(number));
}

/** The field that a column without a usable head could be, by what is in it: only where nothing else looks so. */
export const fieldOfContent: Readonly<Partial<Record<Content, ListField>>> = {
  birthDate: 'birthDate',
  phone: 'phone',
  email: 'email',
  status: 'nextStatus',
  infix: 'infix',
};

/** How old somebody is on a date, in whole years. */
export function ageOn(birthDate: string, date: string): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}
