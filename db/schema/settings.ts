import { sql } from 'drizzle-orm';
import { bigint, boolean, check, integer, jsonb, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import { bytes, instant, oneOf } from './columns.ts';
import { logoTypes, purposes } from './words.ts';

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

/** What this database is for, once it is known: a demo never opens what is real, nor the other way round. */
export const databasePurpose = pgTable(
  'database_purpose',
  {
    id: smallint('id').primaryKey().default(1),
    purpose: text('purpose', { enum: purposes }).notNull(),
  },
  (table) => [
    check('database_purpose_one_row', sql`${table.id} = 1`),
    check('database_purpose_word', oneOf(table.purpose, purposes)),
  ],
);

/**
 * Logos that were uploaded, made safe. The settings name the one that is shown by its hash; one that was never chosen goes
 * after a day.
 */
export const logos = pgTable(
  'logos',
  {
    /** SHA-256 of the content, in hex: the same logo is kept once. */
    hash: text('hash').primaryKey(),
    type: text('type', { enum: logoTypes }).notNull(),
    content: bytes('content').notNull(),
    /** In CSS pixels. */
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    uploadedAt: instant('uploaded_at').notNull(),
    /** Stays, so that a change can be undone to it. */
    chosen: boolean('chosen').notNull().default(false),
  },
  (table) => [
    check('logos_hash', sql`${table.hash} ~ '^[0-9a-f]{64}$'`),
    check('logos_type', oneOf(table.type, logoTypes)),
    check('logos_size', sql`octet_length(${table.content}) between 1 and 204800`),
    check('logos_measures', sql`${table.width} between 1 and 10000 and ${table.height} between 1 and 10000`),
  ],
);
