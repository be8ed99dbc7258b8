import { readDate } from '#server/kernel/readDate.ts';
import { writtenTime } from '#server/kernel/readTime.ts';
import type { PageErrors } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';

// What was typed in a form of beheer, as the setup file would say it. What is no number, date or time stays as it was typed,
// for the schema to refuse.

/** What stands in the fields of a form; a list for boxes that are ticked. */
export type Fields = Readonly<Record<string, string | readonly string[] | undefined>>;

export const textOf = (fields: Fields, name: string): string => {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
};

/** Name, value and error of a field, as the components of `src/ui` take them. */
export const fieldAt = (fields: Fields, errors: PageErrors['of']) => (name: string) => ({
  name,
  value: textOf(fields, name),
  error: errors[name],
});

export const listOf = (fields: Fields, name: string): readonly string[] => {
  const value = fields[name];
  return typeof value === 'string' ? [value] : (value ?? []);
};

/** The texts among what was sent. */
export const fieldsOf = (values: FormValues): Fields =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string | string[]][] => {
      if (typeof value === 'string') return [[name, value]];
      return Array.isArray(value) ? [[name, value.filter((one) => typeof one === 'string')]] : [];
    }),
  );

/** A field that may stay empty: null then. */
export const orNull = (fields: Fields, name: string): string | null => textOf(fields, name).trim() || null;

export const numberOf = (fields: Fields, name: string): number | string => {
  const typed = textOf(fields, name).trim();
  return /^\d{1,7}$/.test(typed) ? Number(typed) : typed;
};

/** ISO where it is a date; `today` is too. */
export function dateOf(fields: Fields, name: string, today: string, from?: string): string | null {
  const typed = orNull(fields, name);
  return typed && (readDate(typed, today, { ahead: true, from }) ?? typed);
}

/** The rows of week hours, with the place of each among the rows of the form; an empty row is left out. */
export function hourRows(fields: Fields, name: string) {
  return Array.from({ length: mostRows }, (_, at) => ({
    at,
    weekdays: listOf(fields, `${name}.${at}.days`).map(Number),
    from: textOf(fields, `${name}.${at}.from`).trim(),
    until: textOf(fields, `${name}.${at}.until`).trim(),
  })).filter(({ weekdays, from, until }) => weekdays.length > 0 || from !== '' || until !== '');
}

/** As many as a schema lets through, see `weekHoursSchema`. */
const mostRows = 50;

export const hoursOf = (fields: Fields, name: string) =>
  hourRows(fields, name).map(({ weekdays, from, until }) => ({
    weekdays,
    from: writtenTime(from),
    until: writtenTime(until),
  }));

type Hours = readonly { weekdays: readonly number[]; from: string; until: string }[];

/** The same rows as fields. */
export const hourFields = (name: string, hours: Hours = []): Fields =>
  Object.fromEntries(
    hours.flatMap(({ weekdays, from, until }, at) => [
      [`${name}.${at}.days`, weekdays.map(String)],
      [`${name}.${at}.from`, from],
      [`${name}.${at}.until`, until],
    ]),
  );

/** The field of a problem in week hours: of a row as a whole its begin. */
export function hourField(fields: Fields, name: string, path: readonly (string | number)[]): string {
  const [, index, part = 'from'] = path;
  const row = hourRows(fields, name)[Number(index)];
  return `${name}.${row?.at ?? 0}.${part === 'weekdays' ? 'days' : part}`;
}
