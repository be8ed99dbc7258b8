import {
  type CellValue,
  type MergeRange,
  readXlsx as parseXlsx,
  type ReadOptions,
  type Sheet,
} from 'hucre/xlsx';
import { mostCellLength, mostColumns, mostUnzippedBytes, mostZipEntries } from './limits.ts';
import type { Cell, TableFault, TableResult, TableRow } from './types.ts';
import type { ZipEntry } from './zipEntries.ts';

// The one file that knows the library for XLSX (decision 0082).

/** Sheets that are looked at for the first one in which something stands. */
const mostSheets = 20;
/** Cells under merged ones; a file may name ranges over ranges. */
const mostMerged = 500_000;

/**
 * Reads the first sheet of a workbook that can be seen and has something in it. `entries` is what its zip says to hold: a part is never
 * unpacked further than that says.
 */
export async function readXlsx(bytes: Uint8Array, entries: readonly ZipEntry[]): Promise<TableResult> {
  if (isBomb(entries)) return { ok: false, error: 'zip-bomb' };
  const sheets: SheetName[] = [];
  for (let wanted = 0; wanted === 0 || wanted < Math.min(sheets.length, mostSheets); wanted++) {
    const read = await readOne(bytes, wanted, sheets);
    if (!read.ok) return read;
    const { sheet, dateSystem } = read;
    if (!sheet) continue;
    const covered = coveredBy(sheet.merges ?? [], sheet.rows.length);
    if (covered === null) return { ok: false, error: 'broken' };
    const rows = rowsOf(sheet, covered);
    const others = sheets.filter((_, index) => index !== wanted);
    if (rows.length > 0)
      return { ok: true, table: { kind: 'xlsx', sheet: sheet.name, others, dateSystem, rows } };
  }
  return { ok: false, error: 'no-rows' };
}

interface SheetName {
  name: string;
  hidden: boolean;
}

type OneSheet =
  | { ok: true; sheet: Sheet | undefined; dateSystem: 1900 | 1904 }
  | ({ ok: false } & TableFault);

/** Reads one sheet, unless it is hidden, and notes what all of them are called. */
async function readOne(bytes: Uint8Array, wanted: number, sheets: SheetName[]): Promise<OneSheet> {
  const options: ReadOptions = {
    sheets: ({ name, hidden = false, veryHidden = false }, index) => {
      sheets[index] = { name, hidden: hidden || veryHidden };
      return index === wanted && !sheets[index].hidden;
    },
    // Formats of numbers tell which zeros stand before one.
    readStyles: true,
  };
  try {
    const workbook = await parseXlsx(bytes, options);
    return { ok: true, sheet: workbook.sheets[0], dateSystem: workbook.dateSystem === '1904' ? 1904 : 1900 };
  } catch (error) {
    // Of a broken file the library throws errors of its own and of others: whatever comes from it is about the file.
    const inflated = error instanceof Error && /possible zip bomb|cells/i.test(error.message);
    return { ok: false, error: inflated ? 'zip-bomb' : 'broken' };
  }
}

/**
 * Whether the parts are too many or too large. A part that is said to be empty and is not would be unpacked without an end; two bytes is
 * how little nothing can be packed in.
 */
const isBomb = (entries: readonly ZipEntry[]): boolean =>
  entries.length > mostZipEntries ||
  entries.some(({ packed, unpacked }) => unpacked === 0 && packed > 2) ||
  entries.reduce((sum, { unpacked }) => sum + unpacked, 0) > mostUnzippedBytes;

type Covered = ReadonlyMap<number, ReadonlySet<number>>;

function rowsOf(sheet: Sheet, covered: Covered): TableRow[] {
  return sheet.rows.flatMap((values, row) => {
    const under = covered.get(row);
    const last = values.findLastIndex((value) => value !== null && value !== '');
    // One more than is taken shows that there are too many.
    const width = Math.min(
      Math.max(last + 1, ...[...(under ?? [])].map((column) => column + 1)),
      mostColumns + 1,
    );
    const cells = Array.from({ length: width }, (_, column): Cell => {
      if (under?.has(column)) return { ...empty, odd: 'merged' };
      return cellOf(sheet, row, column, values[column] ?? null);
    });
    const isSaid =
      width > mostColumns || cells.some(({ text, odd }) => text.trim() !== '' || odd === 'formula');
    return isSaid ? [{ row: row + 1, cells }] : [];
  });
}

const empty: Cell = { text: '', date: null, number: null, odd: null };

/** The columns, per row, that lie under the first cell of merged ones, as titles are; null for more than a list can have. */
function coveredBy(merges: readonly MergeRange[], rows: number): Covered | null {
  const covered = new Map<number, Set<number>>();
  let cells = 0;
  for (const { startRow, startCol, endRow, endCol } of merges)
    for (let row = startRow; row <= Math.min(endRow, rows - 1); row++)
      for (let column = startCol; column <= Math.min(endCol, mostColumns); column++) {
        if (row === startRow && column === startCol) continue;
        const columns = covered.get(row) ?? new Set();
        covered.set(row, columns.add(column));
        cells++;
        if (cells > mostMerged) return null;
      }
  return covered;
}

function cellOf(sheet: Sheet, row: number, column: number, value: CellValue): Cell {
  const detail = sheet.cells?.get(`${row},${column}`);
  if (detail?.type === 'error') return { ...empty, text: String(value ?? ''), odd: 'error' };
  if (value === null || value === '')
    return detail?.formula === undefined ? empty : { ...empty, odd: 'formula' };
  if (typeof value === 'string') return { ...empty, text: value.slice(0, mostCellLength) };
  if (typeof value === 'boolean') return { ...empty, text: value ? 'WAAR' : 'ONWAAR' };
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? { ...empty, odd: 'error' } : dateCell(value);
  const zeros = /^0+$/.exec(detail?.style?.numFmt ?? '')?.[0].length ?? 0;
  const odd = Number.isInteger(value) && !Number.isSafeInteger(value) ? 'rounded' : null;
  return { text: String(value).padStart(zeros, '0'), date: null, number: value, odd };
}

function dateCell(value: Date): Cell {
  const [date = '', time = ''] = value.toISOString().split('T');
  // A time of the day beside it is shown, and no part of the date.
  return { ...empty, text: time.startsWith('00:00') ? date : `${date} ${time.slice(0, 5)}`, date };
}
