import { z } from 'zod';
import { contents } from './contents.ts';
import { listFields } from './fields.ts';
import type { Cell, Table, TableRow } from './sheet/types.ts';
import type { Column, ColumnProblem, Mapping } from './types.ts';

// What is kept of a list beside its rows, as the database has it, and rows as it has these.

const fieldSchema = z.enum(listFields);
const column = z.int().nonnegative();

export const mappingSchema = z.object({
  by: z.enum(['kept', 'chosen']),
  heads: z.boolean(),
  columns: z.array(z.object({ head: z.string(), index: column, field: fieldSchema.nullable() })).readonly(),
}) satisfies z.ZodType<Mapping>;

const problemSchema = z.discriminatedUnion('problem', [
  z.object({ problem: z.literal('no-heads') }),
  z.object({ problem: z.literal('field-twice'), field: fieldSchema, columns: z.array(column) }),
  z.object({ problem: z.literal('missing'), fields: z.array(fieldSchema) }),
  z.object({
    problem: z.literal('other-content'),
    column,
    field: fieldSchema,
    seems: z.enum(contents),
    share: z.number(),
    row: z.int(),
  }),
  z.object({ problem: z.literal('slipped'), column, rows: z.int() }),
  z.object({ problem: z.literal('month-first'), column, row: z.int() }),
  z.object({ problem: z.literal('guessed'), column, field: fieldSchema }),
  z.object({ problem: z.literal('bsn'), column }),
  z.object({ problem: z.literal('kept-gone'), head: z.string(), field: fieldSchema }),
  z.object({ problem: z.literal('rows-shifted'), rows: z.array(z.int()) }),
]) satisfies z.ZodType<ColumnProblem>;

export const layoutSchema = z.object({
  kind: z.enum(['csv', 'xlsx']),
  sheet: z.string(),
  others: z.array(z.object({ name: z.string(), hidden: z.boolean() })),
  dateSystem: z.literal(1900).or(z.literal(1904)),
  /** In which row of the file the heads stand; null without heads. */
  headRow: z.int().nullable(),
  columns: z.array(
    z.object({
      index: column,
      head: z.string(),
      field: fieldSchema.nullable(),
      by: z.enum(['kept', 'chosen', 'name', 'content']).nullable(),
    }),
  ) satisfies z.ZodType<Column[]>,
  problems: z.array(problemSchema),
  /** What a person chose for this file, or chose for an older one of the sender. */
  mapping: mappingSchema.nullable(),
  /** Nothing about the columns stops any more. */
  settled: z.boolean(),
});
export type Layout = z.output<typeof layoutSchema>;

const storedCell = z.union([
  z.string(),
  z.object({
    text: z.string(),
    date: z.string().nullable(),
    odd: z.enum(['formula', 'error', 'merged', 'rounded']).nullable(),
  }),
]);
/** The cells of a row: mostly a text alone. */
export const storedCells = z.array(storedCell);
export type StoredCells = z.output<typeof storedCells>;

/** A row as the database has it; `number` is what a spreadsheet shows beside it. */
export interface StoredRow {
  number: number;
  cells: StoredCells;
}

export const storeCells = (cells: readonly Cell[]): StoredCells =>
  cells.map(({ text, date, odd }) => (date === null && odd === null ? text : { text, date, odd }));

const cellOf = (stored: StoredCells[number]): Cell =>
  typeof stored === 'string'
    ? { text: stored, date: null, number: null, odd: null }
    : { text: stored.text, date: stored.date, number: null, odd: stored.odd };

export const rowOf = ({ number, cells }: StoredRow): TableRow => ({ row: number, cells: cells.map(cellOf) });

/** The table of a list as it was read, without what stood above its heads. */
export function tableOf(layout: Layout, rows: readonly StoredRow[]): Table {
  const { kind, sheet, others, dateSystem, headRow, columns } = layout;
  const heads = columns.map(({ head }) => cellOf(head));
  const below = rows.map(rowOf);
  return {
    kind,
    sheet,
    others,
    dateSystem,
    rows: headRow === null ? below : [{ row: headRow, cells: heads }, ...below],
  };
}

/** The text of a cell that is kept. */
export const textOfCell = (cell: StoredCells[number] | undefined): string =>
  cell === undefined ? '' : typeof cell === 'string' ? cell : cell.text;
