import type { SaveResult } from '#server/configuration/save.ts';
import { languages } from '#server/kernel/languages.ts';
import { sayHours } from '#server/openingHours/sayHours.ts';
import { weekHoursSchema } from '#server/openingHours/schema.ts';
import type { SaidError } from '#ui/errors.ts';
import { wording } from '#ui/wording.ts';
import type { texts } from '../../content/texts.ts';
import { dayText } from '../../hours/dayTexts.ts';
import type { Column, PlainField, SettingField } from './fieldKinds.ts';
import { fieldsOf, type SettingsPage } from './fields.ts';
import { sayAddable } from './sayHint.ts';
import { dayOfHour, fieldAt, valueAt } from './values.ts';

type T = ReturnType<typeof texts>;
type Problem = Extract<SaveResult, { error: 'invalid' }>['problems'][number];

/** What the settings say to an operator, in the words of a beheerder: what to do next. */
const sentences = [
  [/^expected plain text/, 'plain'],
  [/^expected between braces.*, not (.+)$/, 'addition'],
  [/^expected a sentence without a link/, 'link'],
  [/^expected at most (\d+) characters/, 'too-long'],
  [/^expected text without control/, 'not-allowed'],
  [/^expected the day that it begins/, 'until'],
  [/^expected later than/, 'hours-order'],
  [/^expected hours that do not overlap/, 'hours-overlap'],
  [/^expected a time/, 'hours-time'],
  [/^expected words, without/, 'danger-signs'],
  [/^expected at most \d+ words/, 'danger-long'],
  [/^expected a word of at least/, 'danger-short'],
  [/^(?:Too big|expected).*array.*<=/i, 'too-many'],
  [/^Too small.*array/i, 'too-few'],
  [/^expected the contact of the gemeente/, 'contact-first'],
  [/^expected the age limits in order/, 'ages-order'],
] as const;

/** What is wrong with a page of settings, by its fields and in words. */
export function sayProblems(
  t: T,
  page: SettingsPage,
  problems: readonly Problem[],
  given: unknown,
): SaidError[] {
  const said = problems.map(({ path, message }) => sayOne(t, page, path, message, given));
  const order = fieldsOf(page).map(({ path }) => path);
  const placeOf = ({ field = '' }: SaidError) =>
    order.findIndex((path) => field === path || field.startsWith(`${path}/`));
  return said.sort((a, b) => placeOf(a) - placeOf(b));
}

function sayOne(t: T, page: SettingsPage, path: Problem['path'], message: string, given: unknown): SaidError {
  const whole = path.join('/');
  const field = fieldsOf(page).find((one) => whole === one.path || whole.startsWith(`${one.path}/`));
  // Of a setting that this page does not ask for: forged, or of another release.
  if (!field) return { message: t('settings.error.stray') };
  const column =
    field.kind === 'rows' ? field.columns.find((one) => whole.endsWith(`/${one.path}`)) : undefined;
  const asked = column ?? field;
  const name = column ? t(`settings.column.${column.text}`) : t(`settings.label.${field.text}`);
  const row =
    field.kind === 'rows' || field.kind === 'lines'
      ? path.find((part) => typeof part === 'number')
      : undefined;
  const at = field.kind === 'lines' ? field.path : fieldAt(page, path, given);
  const where =
    field.kind === 'hours'
      ? t('settings.error.day', { name, day: t(dayText(dayOfHour(field.path, at))).toLowerCase() })
      : row === undefined
        ? name
        : t('settings.error.row', { name, number: row + 1 });
  return { field: at, message: `${where}: ${sayFault(t, asked, message)}` };
}

/** What is wrong with a sentence that is added to a mail. */
export function sayAddition(t: T, message: string): string {
  const said = sayKnown(t, message) ?? t('settings.error.not-allowed');
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function sayFault(t: T, field: SettingField | Column, message: string): string {
  const known = sayKnown(t, message, 'most' in field ? field.most : undefined);
  if (known !== undefined) return known;
  if (field.kind === 'number') return t('settings.error.number', { min: field.min, max: field.max });
  return t(`settings.error.${field.kind}`);
}

/** What a sentence of the settings is in the words of a beheerder; undefined where the kind of a field says more. */
function sayKnown(t: T, message: string, most?: number): string | undefined {
  const [found, kind] =
    sentences.map(([pattern, word]) => [pattern.exec(message), word] as const).find(([match]) => match) ?? [];
  if (kind === undefined) return undefined;
  if (kind === 'too-long') return t('settings.error.too-long', { most: found?.[1] ?? '' });
  if (kind === 'too-many') return t('settings.error.too-many', { most: most ?? '' });
  if (kind === 'addition')
    return t('settings.error.addition', { unknown: found?.[1] ?? '', words: sayAddable });
  return t(`settings.error.${kind}`);
}

/** A line of what changes: how it was, and how it would be. */
export interface SaidChange {
  label: string;
  before: string;
  after: string;
}

/** What a change would make of the settings of a page, in words; nothing for what stays. */
export function sayChanges(t: T, page: SettingsPage, before: unknown, after: unknown): SaidChange[] {
  return fieldsOf(page).flatMap((field) => {
    const [was, is] = [
      sayValue(t, field, valueAt(before, field.path)),
      sayValue(t, field, valueAt(after, field.path)),
    ];
    return was === is ? [] : [{ label: t(`settings.label.${field.text}`), before: was, after: is }];
  });
}

function sayValue(t: T, field: SettingField, value: unknown): string {
  if (field.kind === 'hours')
    return sayHours('nl', weekHoursSchema.safeParse(value).data ?? [])
      .map(({ days, times }) => `${days}: ${times}`)
      .join('\n');
  if (field.kind !== 'rows' && field.kind !== 'lines') return sayPlain(t, field, value);
  if (!Array.isArray(value) || value.length === 0) return t('settings.nothing');
  if (field.kind === 'lines') return value.join('\n');
  return value
    .map((row: unknown) =>
      field.columns
        .map((column) => {
          const said = sayPlain(t, column, valueAt(row, column.path));
          // A number alone says nothing.
          return column.kind === 'number' ? `${t(`settings.column.${column.text}`)} ${said}` : said;
        })
        .join(', '),
    )
    .join('\n');
}

function sayPlain(t: T, field: PlainField | Column, value: unknown): string {
  if (value === null || value === undefined || value === '') return t('settings.nothing');
  if (field.kind === 'number')
    return `${new Intl.NumberFormat(languages.nl.locale).format(Number(value))} ${t(`settings.unit.${field.unit}`)}`;
  if (field.kind === 'date') return wording('nl').dateOfDate(String(value));
  if (field.kind === 'yes-no') return t(value === true ? 'settings.option.yes' : 'settings.option.no');
  if (field.kind !== 'choice' && field.kind !== 'ticks') return String(value);
  const chosen = field.options.filter((one) =>
    Array.isArray(value) ? value.includes(one.value) : one.value === value,
  );
  return chosen.map(({ text }) => t(`settings.option.${text}`)).join(' + ') || t('settings.nothing');
}
