import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { instant } from './columns.ts';

/** What a system of an organisation refers with. The database holds the SHA-256. */
export const organisationKeys = pgTable(
  'organisation_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    /** Which system it is for. */
    name: text('name').notNull(),
    keyHash: text('key_hash').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => staff.id),
    endedAt: instant('ended_at'),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [
    index('organisation_keys_organisation').on(table.organisationId),
    check('organisation_keys_name', sql`char_length(${table.name}) between 1 and 80`),
  ],
);
