import type { LogRow } from '#server/audit/readLog.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';

/** What a spreadsheet takes for a formula (OWASP, CSV injection), also behind white space. */
const formula = /^\s*[=+\-@\t\r]/;

/** A cell (RFC 4180) that no spreadsheet reckons with. */
export function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const columns: readonly [name: string, of: (row: LogRow) => string | number | null][] = [
  ['at', ({ at }) => isoInAmsterdam(at)],
  ['kind', ({ kind }) => kind],
  ['action', ({ action }) => action],
  ['object', ({ objectKind }) => objectKind],
  ['object_id', ({ objectId }) => objectId],
  ['reference', ({ reference }) => reference],
  ['result', ({ result }) => result],
  ['reason', ({ reason }) => reason],
  ['actor', ({ actor }) => actor],
  ['staff_id', ({ staffId }) => staffId],
  ['staff', ({ staffName }) => staffName],
  ['session', ({ session }) => session],
  ['origin', ({ door }) => door],
  ['times', ({ times }) => times],
  ['id', ({ id }) => id],
];

/** The log as a file: words of the system and ids, with the names of colleagues and no names of jongeren. */
export const logCsv = (rows: readonly LogRow[]): string =>
  [columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => csvCell(of(row))))]
    .map((cells) => `${cells.join(',')}\r\n`)
    .join('');
