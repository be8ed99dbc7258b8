import { foldName } from '#server/booking/foldName.ts';
import { type Content, contradicts } from './contents.ts';
import type { ListField } from './fields.ts';
import type { Cell, TableRow } from './sheet/types.ts';
import type { Column, ColumnProblem, RowShift } from './types.ts';

// Cells that do not stand where they belong: beside their column, or beside their row. Their persons would get what is of others.

/** How far a row is looked for. A comma too much moves by one. */
const distances = [1, -1, 2, -2] as const;

/**
 * Whether the cells of a row stand beside their columns: two or more contradict what their column is, and moved they would fit better. Null
 * for a row of which nothing tells so; a single odd cell is a wrong cell.
 */
export function shiftOf(
  columns: readonly Column[],
  cells: readonly Cell[],
  contents: readonly (Content | null)[],
): RowShift | null {
  const against = (by: number): number => {
    let count = 0;
    for (const { index, field } of columns) {
      if (field && contradicts(field, contents[index + by] ?? null, cells[index + by]?.text ?? '')) count++;
    }
    return count;
  };
  const here = against(0);
  if (here < 2) return null;
  const moved = distances.map((by) => ({ by, count: against(by) }));
  const [best] = moved.toSorted((a, b) => a.count - b.count);
  // What stands before the place where a cell is missing or too much did not move.
  if (best && best.count * 2 <= here) return best.by;
  return here >= 3 ? 0 : null;
}

/** The number of the first row with a date that can only be month before day; null when there is none. */
export function findDateOrder(field: ListField, rows: readonly TableRow[], index: number): number | null {
  if (field !== 'birthDate' && field !== 'beganOn' && field !== 'endedOn') return null;
  const found = rows.find(({ cells }) => {
    const [, first, second] =
      /^(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}$/.exec(cells[index]?.text.trim() ?? '') ?? [];
    return Number(first) <= 12 && Number(second) > 12 && Number(second) <= 31;
  });
  return found?.row ?? null;
}

/** Of so many rows a coincidence is not likely. */
const fewest = 4;

/**
 * Columns of which all cells moved up or down: an address then fits the name of the row above or below; and a column that begins too late
 * ends in a row in which nobody is named.
 */
export function* findSlipped(
  columns: readonly Column[],
  rows: readonly TableRow[],
): Generator<ColumnProblem> {
  const at = (field: ListField) => columns.find((column) => column.field === field)?.index;
  const email = at('email');
  const namesAt = (['firstName', 'lastName', 'fullName'] as const).flatMap((field) => at(field) ?? []);
  if (email !== undefined && namesAt.length > 0) {
    const by = slipOf(rows, email, namesAt);
    if (by !== 0) yield { problem: 'slipped', column: email, rows: by };
  }
  const named = [...namesAt, ...(['birthDate', 'pupilNumber'] as const).flatMap((field) => at(field) ?? [])];
  const isThere = (row: TableRow | undefined, index: number) => (row?.cells[index]?.text.trim() ?? '') !== '';
  const last = rows.at(-1);
  if (rows.length < fewest || named.some((index) => isThere(last, index))) return;
  for (const { index, field } of columns)
    if (field && index !== email && isThere(last, index) && !isThere(rows[0], index))
      yield { problem: 'slipped', column: index, rows: 1 };
}

/** By how many rows the addresses stand below the names that are in them; 0 when most stand beside them, or nothing tells. */
function slipOf(rows: readonly TableRow[], email: number, namesAt: readonly number[]): number {
  const words = rows.map(({ cells }) =>
    namesAt.flatMap((index) =>
      (cells[index]?.text ?? '')
        .split(/[\s,]+/)
        .map(foldName)
        .filter((word) => word.length >= 3),
    ),
  );
  const addresses = rows.map(({ cells }) => foldName((cells[email]?.text ?? '').split('@', 1)[0] ?? ''));
  const fitting = (by: number) =>
    addresses.filter(
      (address, row) => address !== '' && words[row - by]?.some((word) => address.includes(word)),
    ).length;
  const said = addresses.filter((address) => address !== '').length;
  const here = fitting(0);
  const [best] = [1, -1].map((by) => ({ by, count: fitting(by) })).toSorted((a, b) => b.count - a.count);
  const isSlipped = best && best.count >= fewest && best.count > said / 2 && here < best.count / 4;
  return isSlipped ? best.by : 0;
}
