import { isEmptyCsv, type QuoteFault, readCsv } from '#server/kernel/csv/readCsv.ts';
import { type Column, columnOf, neededColumns } from './columns.ts';

/** The largest file or text, in bytes of UTF-8, and the most rows below the heads. */
export const mostSheetBytes = 256 * 1024;
export const mostSheetRows = 500;
/** More than any list has. Each row gets a cell for every head, so a file of heads alone grows without an end. */
export const mostSheetColumns = 60;

/** A file of people as it was read, nothing of it judged. */
export interface Sheet {
  /** The heads as they stand in the file, and what each column says of somebody; null for one that is not used. */
  heads: readonly { text: string; column: Column | null }[];
  /** `row` is the number that a spreadsheet shows beside it; the heads are row 1. */
  rows: readonly { row: number; cells: readonly string[] }[];
}

/** What is wrong with a file as a whole. */
export type SheetFault =
  | { error: 'empty' | 'no-rows' | 'too-large' | 'too-many-rows' | 'not-text' }
  | QuoteFault
  | { error: 'columns-missing'; missing: Column[] }
  /** Two heads say the same. */
  | { error: 'column-twice'; column: Column };

export type SheetResult = { ok: true; sheet: Sheet } | ({ ok: false } & SheetFault);

/** Reads CSV (RFC 4180) with semicolons, commas or tabs between the cells. Pure. */
export function readSheet(text: string): SheetResult {
  if (Buffer.byteLength(text) > mostSheetBytes) return { ok: false, error: 'too-large' };
  if (isEmptyCsv(text)) return { ok: false, error: 'empty' };
  const read = readCsv(text, ([heads = []]) => heads.filter((head) => columnOf(head)).length);
  if (!read.ok) return read;
  const [head = [], ...below] = read.rows;
  if (head.length > mostSheetColumns) return { ok: false, error: 'too-large' };
  const heads = head.map((one) => ({ text: one.trim(), column: columnOf(one) ?? null }));
  const fault = faultOfHeads(heads);
  if (fault) return { ok: false, ...fault };
  const rows = below
    .map((cells, index) => ({ row: index + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (rows.length === 0) return { ok: false, error: 'no-rows' };
  if (rows.length > mostSheetRows) return { ok: false, error: 'too-many-rows' };
  return { ok: true, sheet: { heads, rows } };
}

function faultOfHeads(heads: Sheet['heads']): SheetFault | null {
  const there = heads.flatMap(({ column }) => column ?? []);
  const missing = neededColumns.filter((column) => !there.includes(column));
  if (missing.length > 0) return { error: 'columns-missing', missing };
  const twice = there.find((column, index) => there.indexOf(column) !== index);
  return twice ? { error: 'column-twice', column: twice } : null;
}
