import { sql } from 'drizzle-orm';
import { boolean, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { instant } from './columns.ts';

/**
 * Lists of who may do what that a beheerder signed, each with its content as it was; never changed (a trigger of the
 * migration that made the table).
 */
export const rightsReviews = pgTable(
  'rights_reviews',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** The quarter that it is for, `2026-Q4`. */
    quarter: text('quarter').notNull(),
    signedAt: instant('signed_at').notNull(),
    signedBy: uuid('signed_by')
      .notNull()
      .references(() => staff.id),
    /** Nobody else could sign what it says of who signed. */
    alone: boolean('alone').notNull(),
    /** Rows of the list, as `server/rightsReview` parses them. */
    content: jsonb('content').notNull(),
  },
  (table) => [
    index('rights_reviews_signed').on(table.signedAt),
    check('rights_reviews_quarter', sql`${table.quarter} ~ '^20[0-9]{2}-Q[1-4]$'`),
  ],
);
