import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { trajecten } from './trajecten.ts';
import { audiences, noteKinds, sentWays } from './words.ts';

/**
 * What was written down, and for whom. A verslag keeps apart what happened, what the jongere said of why, and what was agreed:
 * not everybody may read all three. One that went out is never changed: the next version follows it.
 */
export const trajectNotes = pgTable(
  'traject_notes',
  {
    id: uuid('id').primaryKey(),
    trajectId: uuid('traject_id')
      .notNull()
      .references(() => trajecten.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: noteKinds }).notNull(),
    audience: text('audience', { enum: audiences }).notNull().default('team'),
    /** For which school, of a terugkoppeling. */
    organisationId: uuid('organisation_id').references(() => organisations.id),
    facts: text('facts').notNull(),
    reasons: text('reasons'),
    agreements: text('agreements'),
    /** The jongere agrees that this audience reads the reasons. */
    reasonsAgreed: boolean('reasons_agreed').notNull().default(false),
    /** It is about somebody else, or was told in confidence: not in what is handed over to the jongere (AVG 15 (4)). */
    withheld: boolean('withheld').notNull().default(false),
    at: instant('at').notNull(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    version: integer('version').notNull().default(1),
    /** The version before this one. */
    followsId: uuid('follows_id')
      .unique()
      .references((): AnyPgColumn => trajectNotes.id),
  },
  (table) => [
    index('traject_notes_traject').on(table.trajectId, table.at),
    check('traject_notes_kind', oneOf(table.kind, noteKinds)),
    check('traject_notes_audience', oneOf(table.audience, audiences)),
    check('traject_notes_facts', sql`char_length(${table.facts}) between 1 and 4000`),
    check('traject_notes_reasons', sql`char_length(${table.reasons}) between 1 and 4000`),
    check('traject_notes_agreements', sql`char_length(${table.agreements}) between 1 and 4000`),
    check(
      'traject_notes_parts',
      sql`${table.kind} = 'verslag' or num_nonnulls(${table.reasons}, ${table.agreements}) = 0`,
    ),
    check(
      'traject_notes_school',
      sql`(${table.kind} = 'terugkoppeling') = (${table.organisationId} is not null)`,
    ),
    check(
      'traject_notes_terugkoppeling',
      sql`(${table.kind} = 'terugkoppeling') <= (${table.audience} = 'school')`,
    ),
    check('traject_notes_follows', sql`(${table.version} = 1) = (${table.followsId} is null)`),
  ],
);

/** What went out of a note: to whom, when, and in which words. */
export const trajectSent = pgTable(
  'traject_sent',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    noteId: uuid('note_id')
      .notNull()
      .references(() => trajectNotes.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    audience: text('audience', { enum: audiences }).notNull(),
    way: text('way', { enum: sentWays }).notNull(),
    /** To which organisation; null for the jongere and parents. */
    organisationId: uuid('organisation_id').references(() => organisations.id),
    words: text('words').notNull(),
  },
  (table) => [
    index('traject_sent_note').on(table.noteId),
    check('traject_sent_audience', oneOf(table.audience, audiences)),
    check('traject_sent_way', oneOf(table.way, sentWays)),
    check('traject_sent_words', sql`char_length(${table.words}) between 1 and 14000`),
  ],
);
