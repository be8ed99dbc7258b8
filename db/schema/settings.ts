import { sql } from 'drizzle-orm';
import { bigint, check, integer, jsonb, pgTable, smallint } from 'drizzle-orm/pg-core';
import { instant } from './columns.ts';

/** What the gemeente chose, as one document that `server/settings` parses; absent means all defaults. */
export const settings = pgTable(
  'settings',
  {
    id: smallint('id').primaryKey().default(1),
    values: jsonb('values').$type<Record<string, unknown>>().notNull(),
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [check('settings_one_row', sql`${table.id} = 1`)],
);

/**
 * Grows with every change to what decides who can be booked when, by triggers on those tables.
 * A booking compares it with the copy it reckoned with, see docs/decisions.
 */
export const rosterVersion = pgTable(
  'roster_version',
  {
    id: smallint('id').primaryKey().default(1),
    version: bigint('version', { mode: 'number' }).notNull().default(1),
  },
  (table) => [check('roster_version_one_row', sql`${table.id} = 1`)],
);
