import { sql } from 'drizzle-orm';
import { type AnyPgColumn, customType, timestamp } from 'drizzle-orm/pg-core';

/** An instant, read and written as a `Date`. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date', precision: 3 });

/** A range of instants in PostgreSQL's own notation, `[2026-11-23T08:00:00Z,2026-11-23T08:30:00Z)`. */
export const instantRange = customType<{ data: string }>({ dataType: () => 'tstzrange' });

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** SQL that holds when every element of a text array is one of a fixed list. */
export function onlyOf(column: AnyPgColumn, allowed: readonly string[]) {
  return sql`${column} <@ array[${sql.raw(allowed.map((word) => `'${word}'`).join(', '))}]::text[]`;
}

/** SQL that holds when a text column is one of a fixed list. */
export function oneOf(column: AnyPgColumn, allowed: readonly string[]) {
  return sql`${column} in (${sql.raw(allowed.map((word) => `'${word}'`).join(', '))})`;
}
