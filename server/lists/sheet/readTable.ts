import { decodeText } from '#server/kernel/csv/decodeText.ts';
import { isEmptyCsv, readCsv } from '#server/kernel/csv/readCsv.ts';
import { fileKind } from './fileKind.ts';
import { mostCellLength, mostColumns, mostFileBytes, mostRows } from './limits.ts';
import { readXlsx } from './readXlsx.ts';
import type { Cell, TableResult, TableRow } from './types.ts';

/**
 * Reads a file that somebody sent as a table of cells: CSV in UTF-8, UTF-16 or Windows-1252, or XLSX. Nothing of it is worked out or
 * judged. What the file is decides its content, not its name.
 */
export async function readTable({ bytes, name }: { bytes: Uint8Array; name: string }): Promise<TableResult> {
  if (bytes.length > mostFileBytes) return { ok: false, error: 'too-large', most: mostFileBytes };
  if (bytes.length === 0) return { ok: false, error: 'empty' };
  const file = fileKind(bytes, name);
  if (file.kind === 'xlsx') return bounded(await readXlsx(bytes, file.entries));
  if (file.kind === 'locked') return { ok: false, error: 'locked' };
  if (file.kind !== 'text') return { ok: false, error: 'other-kind', kind: file.kind };
  const text = decodeText(bytes);
  return text === null ? { ok: false, error: 'other-kind', kind: 'binary' } : readTextTable(text);
}

/** Reads CSV that was decoded already, or pasted out of a spreadsheet. */
export function readTextTable(text: string): TableResult {
  if (isEmptyCsv(text)) return { ok: false, error: 'empty' };
  // The most cells win: a list has a dozen in each row, and one with a comma in it has two.
  const read = readCsv(text, (first) => first.reduce((sum, cells) => sum + cells.length, 0));
  if (!read.ok) return read;
  const rows = read.rows.flatMap((texts, index) =>
    texts.every((one) => one.trim() === '') ? [] : [{ row: index + 1, cells: texts.map(cellOf) }],
  );
  return bounded({
    ok: true,
    table: { kind: 'csv', sheet: '', others: [], dateSystem: 1900, rows: rows.map(withoutEnd) },
  });
}

const empty: Cell = { text: '', date: null, number: null, odd: null };

const cellOf = (text: string): Cell =>
  text === '' ? empty : { text: text.slice(0, mostCellLength), date: null, number: null, odd: null };

/** Spreadsheets write empty cells behind the last one in each row. */
function withoutEnd({ row, cells }: TableRow): TableRow {
  const last = cells.findLastIndex(({ text, odd }) => text.trim() !== '' || odd !== null);
  return { row, cells: cells.slice(0, last + 1) };
}

function bounded(read: TableResult): TableResult {
  if (!read.ok) return read;
  const { rows } = read.table;
  if (rows.length === 0) return { ok: false, error: 'no-rows' };
  if (rows.length > mostRows) return { ok: false, error: 'too-many-rows', most: mostRows };
  if (rows.some(({ cells }) => cells.length > mostColumns))
    return { ok: false, error: 'too-many-columns', most: mostColumns };
  return read;
}
