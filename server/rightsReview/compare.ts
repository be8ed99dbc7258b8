import { createHash } from 'node:crypto';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { RightsRow } from './types.ts';

/** The SHA-256 of a list as it is kept, in hex. */
export const hashOf = (rows: readonly RightsRow[]): string =>
  createHash('sha256').update(JSON.stringify(rows)).digest('hex');

/** Names what a list says of rights: the same for as long as it may be signed. Who was seen when makes no other. */
export const fingerprintOf = (rows: readonly RightsRow[]): string =>
  hashOf(rows.map((row) => ({ ...row, lastSeen: null })));

/** `2026-Q4`, on the calendar of the gemeente. */
export function quarterOf(at: number): string {
  const [year = '', month = ''] = dateInAmsterdam(at).split('-');
  return `${year}-Q${Math.ceil(Number(month) / 3)}`;
}

/** The day on which the next signature is due, so many months after the last; of a month that is too short its last day. */
export function dueOn(signedAt: number, months: number): string {
  const [year = 0, month = 0, day = 0] = dateInAmsterdam(signedAt).split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay))).toISOString().slice(0, 10);
}

const compared = ['name', 'email', 'organisation', 'team', 'roles', 'hasFactor', 'wayIn'] as const;
export type ComparedField = (typeof compared)[number];

/** What is other than it was signed, for one person. */
export type RightsChange =
  | { kind: 'new' | 'gone'; row: RightsRow }
  | { kind: 'changed'; before: RightsRow; row: RightsRow; fields: ComparedField[] };

/** What changed between two lists: who changed and who is new in the order of now, then who is gone. Pure. */
export function changesBetween(before: readonly RightsRow[], now: readonly RightsRow[]): RightsChange[] {
  const was = new Map(before.map((row) => [row.id, row]));
  const is = new Set(now.map(({ id }) => id));
  const changed = now.flatMap((row): RightsChange[] => {
    const old = was.get(row.id);
    if (!old) return [{ kind: 'new', row }];
    const fields = compared.filter((field) => String(old[field]) !== String(row[field]));
    return fields.length === 0 ? [] : [{ kind: 'changed', before: old, row, fields }];
  });
  const gone = before.filter(({ id }) => !is.has(id)).map((row) => ({ kind: 'gone', row }) as const);
  return [...changed, ...gone];
}
