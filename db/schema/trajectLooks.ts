import { sql } from 'drizzle-orm';
import { check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { trajecten } from './trajecten.ts';
import { lookAsks, lookOutcomes, lookReasons } from './words.ts';

/** That somebody looks again how it goes with a jongere, on a date, also after their traject is closed; and what came of it. */
export const trajectLooks = pgTable(
  'traject_looks',
  {
    id: uuid('id').primaryKey(),
    trajectId: uuid('traject_id')
      .notNull()
      .references(() => trajecten.id, { onDelete: 'cascade' }),
    reason: text('reason', { enum: lookReasons }).notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    /** Whom to ask first, and how they are reached. */
    ask: text('ask', { enum: lookAsks }).notNull(),
    askWho: text('ask_who'),
    plannedAt: instant('planned_at').notNull(),
    /** Null for Doorstart itself. */
    plannedBy: uuid('planned_by').references(() => staff.id),
    outcome: text('outcome', { enum: lookOutcomes }),
    doneAt: instant('done_at'),
    doneBy: uuid('done_by').references(() => staff.id),
    note: text('note'),
  },
  (table) => [
    index('traject_looks_due').on(table.dueOn, table.id).where(sql`${table.doneAt} is null`),
    index('traject_looks_traject').on(table.trajectId, table.dueOn),
    // Planned twice for one day it is one.
    uniqueIndex('traject_looks_once').on(table.trajectId, table.dueOn).where(sql`${table.doneAt} is null`),
    check('traject_looks_reason', oneOf(table.reason, lookReasons)),
    check('traject_looks_ask', oneOf(table.ask, lookAsks)),
    check('traject_looks_outcome', oneOf(table.outcome, lookOutcomes)),
    check('traject_looks_done', sql`(${table.outcome} is null) = (${table.doneAt} is null)`),
    check(
      'traject_looks_done_by',
      sql`case when ${table.outcome} is null then ${table.doneBy} is null else ${table.outcome} = 'lapsed' or ${table.doneBy} is not null end`,
    ),
    check('traject_looks_note', sql`${table.note} is null or ${table.doneAt} is not null`),
    check('traject_looks_not_needed', sql`${table.outcome} <> 'not-needed' or ${table.note} is not null`),
    check('traject_looks_ask_who', sql`char_length(${table.askWho}) between 1 and 200`),
    check('traject_looks_note_length', sql`char_length(${table.note}) between 1 and 500`),
  ],
);
