import { z } from 'zod';
import { meldingKinds, nextStatuses } from '#db/schema/words.ts';
import { readPersonalPhone } from '#server/booking/contact.ts';
import { foldWord } from '#server/kernel/csv/foldWord.ts';
import { anyText, mailSchema } from '#server/kernel/schema.ts';
import { addDays } from '#server/kernel/time.ts';
import { readDate } from '#server/startkwalificatie/date.ts';
import { ageOn, oldest, youngest } from './contents.ts';
import type { ListField } from './fields.ts';
import { readStatus } from './statuses.ts';

/** What can be wrong with a row: ends of keys of texts. */
export const rowFaults = [
  'shifted',
  'too-many-cells',
  'cell-formula',
  'cell-error',
  'cell-merged',
  'cell-rounded',
  'too-long',
  'not-allowed',
  'first-name-missing',
  'last-name-missing',
  'last-name-letter',
  'not-a-name',
  'name-one-word',
  'number-not-a-number',
  'birth-missing',
  'birth-not-a-date',
  'birth-future',
  'birth-too-old',
  'birth-too-young',
  'date-not-a-date',
  'date-ahead',
  'date-before-birth',
  'end-before-begin',
  'phone-invalid',
  'phone-not-personal',
  'email-invalid',
  'kind-unknown',
  'kind-not-for-age',
  'status-unknown',
  'school-unknown',
  'school-other',
  'twice-differs',
  'too-many-of-one',
] as const;
export const rowFaultSchema = z.enum(rowFaults);
export type RowFault = (typeof rowFaults)[number];

const line = (most: number) =>
  anyText({
    most,
    lines: 'one',
    words: { required: 'not-allowed', tooLong: 'too-long', notAllowed: 'not-allowed' },
  });
const lines = (most: number) =>
  anyText({
    most,
    lines: 'many',
    words: { required: 'not-allowed', tooLong: 'too-long', notAllowed: 'not-allowed' },
  });
const orNull = (text: string) => (text === '' ? null : text);

/** Letters, and what stands between and before them: 't Hof, O’Neill, Jean-Luc. */
const name = /^['’`]?\p{L}[\p{L}\p{M}'’`.\- ]*$/u;
const nameLine = (most: number) =>
  line(most).refine((text) => text === '' || name.test(text), { error: 'not-a-name' });

/** `1,23E+11`: what a spreadsheet made of a long number. */
const scientific = /^\d(?:[.,]\d+)?e\+?\d+$/i;
const number = /^[\p{L}\d][\p{L}\d._/-]*$/u;

const kindWords: Readonly<Record<(typeof meldingKinds)[number], string>> = {
  v3: 'v3',
  v4: 'v4',
  rmc: 'rmc',
  lrv: 'lrv langdurigrelatiefverzuim',
  luxe: 'luxe l luxeverzuim',
  overig: 'overig o overigverzuim zorg',
  uit: 'uit uitgeschreven uitschrijving',
  abs: 'abs absoluutverzuim',
  overstap: 'overstap deoverstap',
  'no-show': 'noshow nietverschenen',
  kwetsbaar: 'kwetsbaar kwets',
  zelf: 'zelf zelfmelding',
};
const kindOfWord = new Map(
  meldingKinds.flatMap((kind) => kindWords[kind].split(' ').map((word) => [word, kind])),
);

/** A text that is read as something else: null when empty, and a fault where it cannot be. */
const readAs = <Value>(read: (text: string) => { value: Value } | { fault: RowFault }) =>
  z.string().transform((text, ctx): Value | null => {
    if (text === '') return null;
    const result = read(text);
    if ('value' in result) return result.value;
    ctx.addIssue({ code: 'custom', message: result.fault });
    return z.NEVER;
  });

/** A date of birth of somebody whom a list can be about (ISO). */
export function readBirth(text: string, today: string): { value: string } | { fault: RowFault } {
  const read = readDate(text, today);
  if (!read.ok)
    return {
      fault:
        read.error === 'birthdate-future'
          ? 'birth-future'
          : read.error === 'birthdate-too-old'
            ? 'birth-too-old'
            : 'birth-not-a-date',
    };
  const age = ageOn(read.date, today);
  if (age > oldest) return { fault: 'birth-too-old' };
  return age < youngest ? { fault: 'birth-too-young' } : { value: read.date };
}

/** A year ahead: what a school plans. More is a typing error. */
const mostDaysAhead = 366;

function readDay(text: string, today: string): { value: string } | { fault: RowFault } {
  const read = readDate(text, addDays(today, mostDaysAhead));
  if (read.ok) return { value: read.date };
  return { fault: read.error === 'birthdate-future' ? 'date-ahead' : 'date-not-a-date' };
}

/**
 * The texts of a row, by field, as what they mean; on a day, as dates of birth and two digits of a year need one. Each message is one of
 * `rowFaults`.
 */
export const rowSchema = (today: string) =>
  z.object({
    pupilNumber: line(40)
      .transform((text) => text.replaceAll(' ', ''))
      .refine((text) => !scientific.test(text), { error: 'cell-rounded' })
      .refine((text) => text === '' || number.test(text), { error: 'number-not-a-number' })
      .transform(orNull),
    firstName: nameLine(80).refine((text) => text !== '', { error: 'first-name-missing' }),
    infix: nameLine(20),
    lastName: nameLine(80)
      .refine((text) => text !== '', { error: 'last-name-missing' })
      .refine((text) => !/^['’`]?\p{L}\.?$/u.test(text), { error: 'last-name-letter' }),
    birthDate: readAs((text) => readBirth(text, today)),
    residence: line(80).transform(orNull),
    school: line(120).transform(orNull),
    programme: line(120).transform(orNull),
    kind: readAs((text) => {
      const kind = kindOfWord.get(foldWord(text));
      return kind ? { value: kind } : { fault: 'kind-unknown' };
    }),
    beganOn: readAs((text) => readDay(text, today)),
    endedOn: readAs((text) => readDay(text, today)),
    reason: lines(1000).transform(orNull),
    schoolDid: lines(1000).transform(orNull),
    nextStatus: readAs((text) => {
      const status = readStatus(text);
      return status ? { value: status } : { fault: 'status-unknown' };
    }).pipe(z.enum(nextStatuses).nullable()),
    phone: readAs((text) => {
      const read = readPersonalPhone(text);
      return read.ok ? { value: read.phone } : { fault: read.error };
    }),
    email: z
      .string()
      .transform((text) => (text === '' ? null : text))
      .pipe(mailSchema({ required: 'email-invalid', invalid: 'email-invalid' }).nullable()),
    contactName: line(120).transform(orNull),
  });

/** Fields that are read into others: a name in one cell, and initials where there is no first name. */
export type RowField = Exclude<ListField, 'fullName' | 'initials'>;
