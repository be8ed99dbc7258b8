import { foldWord } from '#server/kernel/csv/foldWord.ts';
import { type Content, contentOf, contradicts, fieldOfContent, looksLikeBsn } from './contents.ts';
import { fieldOf, type ListField, namesBsn } from './fields.ts';
import type { Table, TableRow } from './sheet/types.ts';
import { findDateOrder, findSlipped, shiftOf } from './shifts.ts';
import type { Column, ColumnPlan, ColumnProblem, KeptColumn, Mapping, RowShift } from './types.ts';

const stopping = new Set<ColumnProblem['problem']>([
  'no-heads',
  'field-twice',
  'missing',
  'other-content',
  'slipped',
  'month-first',
  'guessed',
]);

/** Whether nothing of a list may be written before a person settled this, by choosing columns or by another file. */
export const stops = ({ problem }: ColumnProblem): boolean => stopping.has(problem);

function shiftsIn(
  columns: readonly Column[],
  rows: readonly TableRow[],
  contents: readonly (readonly (Content | null)[])[],
): Map<number, RowShift> {
  const shifted = new Map<number, RowShift>();
  for (const [at, { row, cells }] of rows.entries()) {
    const shift = shiftOf(columns, cells, contents[at] ?? []);
    if (shift !== null) shifted.set(row, shift);
  }
  return shifted;
}

/** The plan of rows whose columns are known already: some of them tell the same as all. Pure. */
export function planOf(
  rows: readonly TableRow[],
  { columns, headAt, today }: { columns: readonly Column[]; headAt: number | null; today: string },
): ColumnPlan {
  const below = headAt === null ? rows : rows.slice(headAt + 1);
  const contents = below.map(({ cells }) => cells.map((cell) => contentOf(cell, today)));
  return { headAt, columns, problems: [], shifted: shiftsIn(columns, below, contents) };
}

/** Heads are looked for below titles and dates of printing. */
const rowsOfTitles = 10;

/** Tells what each column of a table says: by what was kept or chosen, by its name, and by what is in it. Pure. */
export function recogniseColumns(
  table: Pick<Table, 'rows'>,
  { today, mapping = null }: { today: string; mapping?: Mapping | null },
): ColumnPlan {
  const headAt = mapping?.by === 'chosen' && !mapping.heads ? null : findHeads(table.rows, mapping);
  const below = headAt === null ? table.rows : table.rows.slice(headAt + 1);
  const heads = headAt === null ? [] : (table.rows[headAt]?.cells.map(({ text }) => text.trim()) ?? []);
  const width = below.reduce((most, { cells }) => Math.max(most, cells.length), heads.length);
  const contents = below.map(({ cells }) => cells.map((cell) => contentOf(cell, today)));

  const problems: ColumnProblem[] = [];
  const columns = Array.from({ length: width }, (_, index): Column => {
    const head = heads[index] ?? '';
    const kept = mapping && keptFor(mapping, head, index, headAt !== null);
    const isBsn = namesBsn(head) || (kept?.field !== null && looksLikeBsn(textsIn(below, index)));
    if (isBsn && !(kept && mapping.by === 'chosen')) {
      problems.push({ problem: 'bsn', column: index });
      return { index, head, field: null, by: null };
    }
    if (kept) return { index, head, field: kept.field, by: kept.field && mapping.by };
    const named = fieldOf(head);
    return { index, head, field: named, by: named && 'name' };
  });
  if (headAt === null && mapping?.by !== 'chosen') problems.push({ problem: 'no-heads' });
  if (mapping?.by !== 'chosen') guess(columns, contents, headAt === null);
  const shifted = shiftsIn(columns, below, contents);
  // Some rows that stand elsewhere say nothing of the columns; where most do, it is the heads that do.
  const isFew = shifted.size * 2 < below.length;
  const looked = contents.map((row, at) => (isFew && shifted.has(below[at]?.row ?? 0) ? [] : row));
  problems.push(...problemsOf(columns, mapping), ...problemsInCells(columns, below, looked));

  if (shifted.size > 0) problems.push({ problem: 'rows-shifted', rows: [...shifted.keys()] });
  return { headAt, columns, problems, shifted };
}

/** The row at the top in which most cells name a column; two at least, so that a title is none. */
function findHeads(rows: readonly TableRow[], mapping: Mapping | null): number | null {
  const kept = new Set(mapping?.columns.map(({ head }) => foldWord(head)));
  const isHead = (text: string) =>
    fieldOf(text) !== null || namesBsn(text) || (text.trim() !== '' && kept.has(foldWord(text)));
  const counts = rows
    .slice(0, rowsOfTitles)
    .map(({ cells }) => cells.filter(({ text }) => isHead(text)).length);
  const most = Math.max(0, ...counts);
  return most >= 2 ? counts.indexOf(most) : null;
}

function keptFor(
  { by, columns }: Mapping,
  head: string,
  index: number,
  hasHeads: boolean,
): KeptColumn | undefined {
  // What was chosen for this file is about its own columns, also those without a head.
  if (!hasHeads || (by === 'chosen' && head === ''))
    return columns.find((one) => one.head === '' && one.index === index);
  const same = columns.filter((one) => one.head !== '' && foldWord(one.head) === foldWord(head));
  // Two heads alike are told apart by their place.
  return same.length > 1 ? same.find((one) => one.index === index) : same[0];
}

const textsIn = (rows: readonly TableRow[], index: number): string[] =>
  rows.flatMap(({ cells }) => (cells[index]?.text.trim() ? [cells[index].text] : []));

/** Fields for columns that no name tells, where nearly all cells look alike and no other column has that field. */
function guess(
  columns: Column[],
  contents: readonly (readonly (Content | null)[])[],
  anyHead: boolean,
): void {
  for (const [at, column] of columns.entries()) {
    if (column.by !== null || (column.head !== '' && !anyHead && fieldOf(column.head) === null)) continue;
    const { content, share } = mostOf(contents, column.index);
    const field = content && share > 0.8 ? (fieldOfContent[content] ?? null) : null;
    if (field && !columns.some((other) => other.field === field))
      columns[at] = { ...column, field, by: 'content' };
  }
}

/** What most of the cells of a column look like that say anything, and which part of them does. */
function mostOf(contents: readonly (readonly (Content | null)[])[], index: number) {
  const counts = new Map<Content, number>();
  let all = 0;
  for (const row of contents) {
    const content = row[index] ?? null;
    if (content === null) continue;
    counts.set(content, (counts.get(content) ?? 0) + 1);
    all++;
  }
  const [content = null, count = 0] = [...counts].toSorted((a, b) => b[1] - a[1])[0] ?? [];
  return { content, share: all === 0 ? 0 : count / all };
}

/** What is wrong with the columns themselves, whatever stands in them. */
function* problemsOf(columns: readonly Column[], mapping: Mapping | null): Generator<ColumnProblem> {
  const byField = Map.groupBy(columns, ({ field }) => field);
  for (const [field, several] of byField)
    if (field && several.length > 1)
      yield { problem: 'field-twice', field, columns: several.map(({ index }) => index) };
  const has = (field: ListField) => byField.has(field);
  const missing: ListField[] = [];
  if (!has('lastName') && !has('fullName')) missing.push('lastName');
  if (!has('birthDate') && !has('pupilNumber')) missing.push('birthDate');
  if (missing.length > 0) yield { problem: 'missing', fields: missing };
  for (const { index, field, by } of columns)
    if (field && by === 'content') yield { problem: 'guessed', column: index, field };
  for (const { head, field } of mapping?.columns ?? [])
    if (head !== '' && field && !columns.some((one) => foldWord(one.head) === foldWord(head)))
      yield { problem: 'kept-gone', head, field };
}

/** What the cells say against their column. */
function* problemsInCells(
  columns: readonly Column[],
  rows: readonly TableRow[],
  contents: readonly (readonly (Content | null)[])[],
): Generator<ColumnProblem> {
  for (const { index, field } of columns) {
    if (!field) continue;
    const { content } = mostOf(contents, index);
    let said = 0;
    const against: number[] = [];
    for (const [at, { row, cells }] of rows.entries()) {
      const one = contents[at]?.[index] ?? null;
      if (one === null) continue;
      said++;
      if (contradicts(field, one, cells[index]?.text ?? '')) against.push(row);
    }
    const [row] = against;
    if (content && row !== undefined && against.length * 2 > said && said >= 2)
      yield {
        problem: 'other-content',
        column: index,
        field,
        seems: content,
        share: against.length / said,
        row,
      };
    const swapped = findDateOrder(field, rows, index);
    if (swapped !== null) yield { problem: 'month-first', column: index, row: swapped };
  }
  yield* findSlipped(columns, rows);
}
