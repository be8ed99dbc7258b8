import type { FoundList } from '#server/lists/find.ts';
import type { ReadIn } from '#server/lists/readIn.ts';
import type { ShownRow } from '#server/lists/readList.ts';
import type { ColumnProblem } from '#server/lists/types.ts';
import type { texts } from '../content/texts.ts';
import { sayField } from './sayField.ts';

type T = ReturnType<typeof texts>;

const counts = new Intl.NumberFormat('nl-NL');

/** What is wrong with a file as a whole, and what to do. */
export function sayFileFault(t: T, fault: Exclude<ReadIn, { ok: true } | { error: 'invalid' }>): string {
  if (fault.error === 'other-kind')
    return t('lists.error.other-kind', { kind: t(`lists.other.${fault.kind}`) });
  if (fault.error === 'quote') return t('lists.error.quote', { line: fault.line });
  if (fault.error === 'too-many-rows' || fault.error === 'too-many-columns')
    return t(`lists.error.${fault.error}`, { most: counts.format(fault.most) });
  return t(`lists.error.${fault.error}`);
}

/** What is wrong with a row: in which column, and why. */
export function sayRowFault(t: T, { field, fault, value, rows }: ShownRow['faults'][number]): string {
  const why = t(`lists.fault.${fault}`, { value, rows: rows.join(', ') });
  return field === null ? why : `${sayField(t, field)}: ${why}`;
}

/** How a spreadsheet calls a column, from 0 on. */
export function letterOf(column: number): string {
  const letter = String.fromCodePoint(65 + (column % 26));
  return column < 26 ? letter : `${letterOf(Math.floor(column / 26) - 1)}${letter}`;
}

/** What is to be said about the columns. */
export function sayProblem(t: T, one: ColumnProblem): string {
  const fieldsOf = (fields: readonly FieldName[]) => fields.map((field) => sayField(t, field)).join(', ');
  switch (one.problem) {
    case 'no-heads':
      return t('lists.problem.no-heads');
    case 'field-twice':
      return t('lists.problem.field-twice', { field: sayField(t, one.field) });
    case 'missing':
      return t('lists.problem.missing', { fields: fieldsOf(one.fields) });
    case 'other-content':
      return t('lists.problem.other-content', {
        column: letterOf(one.column),
        field: sayField(t, one.field),
        row: one.row,
      });
    case 'month-first':
      return t('lists.problem.month-first', { column: letterOf(one.column), row: one.row });
    case 'guessed':
      return t('lists.problem.guessed', {
        column: letterOf(one.column),
        field: sayField(t, one.field),
      });
    case 'slipped':
    case 'bsn':
      return t(`lists.problem.${one.problem}`, { column: letterOf(one.column) });
    case 'kept-gone':
      return t('lists.problem.kept-gone', { head: one.head });
    case 'rows-shifted':
      return t('lists.problem.rows-shifted', { count: one.rows.length });
  }
}

type FieldName = Extract<ColumnProblem, { problem: 'missing' }>['fields'][number];

/** The name that a row that is not written says, as its columns have it; empty when it says none. */
export function nameIn({ layout }: Pick<FoundList, 'layout'>, texts: readonly string[]): string {
  const said = (field: FieldName) => {
    const column = layout.columns.find((one) => one.field === field);
    return column ? (texts[column.index] ?? '').trim() : '';
  };
  const parts = [said('firstName') || said('initials'), said('infix'), said('lastName')];
  return said('fullName') || parts.filter(Boolean).join(' ');
}

/** What a row that is not written says of a field. */
export function textIn(
  { layout }: Pick<FoundList, 'layout'>,
  field: FieldName,
  texts: readonly string[],
): string {
  const column = layout.columns.find((one) => one.field === field);
  return column ? (texts[column.index] ?? '').trim() : '';
}
