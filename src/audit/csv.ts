import type { LogRow } from '#server/audit/readLog.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { csvText } from '#ui/csv.ts';

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
  csvText([columns.map(([name]) => name), ...rows.map((row) => columns.map(([, of]) => of(row)))]);
