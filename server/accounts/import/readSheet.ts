import { CsvError, parse } from 'csv-parse/sync';
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
  /** A quote that never closes, or stands where none can, in the row that begins in this line. */
  | { error: 'quote'; line: number }
  | { error: 'columns-missing'; missing: Column[] }
  /** Two heads say the same. */
  | { error: 'column-twice'; column: Column };

export type SheetResult = { ok: true; sheet: Sheet } | ({ ok: false } & SheetFault);

/** Reads CSV (RFC 4180) with semicolons, commas or tabs between the cells. Pure. */
export function readSheet(text: string): SheetResult {
  if (Buffer.byteLength(text) > mostSheetBytes) return { ok: false, error: 'too-large' };
  const given = text.replace(/^\ufeff/, '').replace(/^sep=.\r?\n/i, '');
  if (given.trim() === '') return { ok: false, error: 'empty' };
  const [separator] = separators.toSorted((a, b) => headsBy(given, b) - headsBy(given, a));
  const read = records(given, separator ?? ';');
  if (!read.ok) return read;
  const [head = [], ...below] = read.records;
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

const separators = [';', ',', '\t'] as const;

/** How many heads there are with this between them. */
function headsBy(text: string, delimiter: string): number {
  const first = records(text, delimiter, 1);
  return first.ok ? (first.records[0] ?? []).filter((head) => columnOf(head)).length : 0;
}

type Records = { ok: true; records: string[][] } | { ok: false; error: 'quote'; line: number };

function records(text: string, delimiter: string, to: number | null = null): Records {
  let read = 0;
  const count = (record: string[], { lines }: { lines: number }) => {
    read = lines;
    return record;
  };
  const relaxed = { relax_column_count: true, max_record_size: mostSheetBytes };
  try {
    return { ok: true, records: parse(text, { ...relaxed, delimiter, to, onRecord: count }) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, error: 'quote', line: read + 1 };
  }
}

function faultOfHeads(heads: Sheet['heads']): SheetFault | null {
  const there = heads.flatMap(({ column }) => column ?? []);
  const missing = neededColumns.filter((column) => !there.includes(column));
  if (missing.length > 0) return { error: 'columns-missing', missing };
  const twice = there.find((column, index) => there.indexOf(column) !== index);
  return twice ? { error: 'column-twice', column: twice } : null;
}
