import { sql } from 'drizzle-orm';
import { bigint, check, date, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { jongeren } from './jongeren.ts';
import { correctedFields, requestDecisions, requestKinds } from './words.ts';

/**
 * That a jongere objected, or asked to be forgotten or corrected, and what somebody decided (AVG 12, 16, 17 and 21). When the jongere is forgotten the
 * words in it go; that it was asked, and when it was decided, stays.
 */
export const jongereRequests = pgTable(
  'jongere_requests',
  {
    id: uuid('id').primaryKey(),
    jongereId: uuid('jongere_id')
      .notNull()
      .references(() => jongeren.id),
    kind: text('kind', { enum: requestKinds }).notNull(),
    /** The day on which they asked: a month later they have an answer. */
    askedOn: date('asked_on', { mode: 'string' }).notNull(),
    /** Why, as they said it. */
    said: text('said'),
    recordedAt: instant('recorded_at').notNull(),
    /** Who of staff wrote it down; null for the jongere, by their link. */
    recordedBy: uuid('recorded_by').references(() => staff.id),
    decision: text('decision', { enum: requestDecisions }),
    /** Why it was refused, as the jongere is told. */
    refusal: text('refusal'),
    decidedAt: instant('decided_at'),
    decidedBy: uuid('decided_by').references(() => staff.id),
  },
  (table) => [
    uniqueIndex('jongere_requests_open')
      .on(table.jongereId, table.kind)
      .where(sql`${table.decidedAt} is null`),
    index('jongere_requests_jongere').on(table.jongereId, table.recordedAt),
    check('jongere_requests_kind', oneOf(table.kind, requestKinds)),
    check('jongere_requests_decision', oneOf(table.decision, requestDecisions)),
    check(
      'jongere_requests_decided',
      sql`num_nonnulls(${table.decision}, ${table.decidedAt}, ${table.decidedBy}) in (0, 3)`,
    ),
    check(
      'jongere_requests_refusal',
      sql`(${table.refusal} is not null) <= coalesce(${table.decision} = 'refused', false)`,
    ),
    check('jongere_requests_said', sql`char_length(${table.said}) between 1 and 1000`),
    check('jongere_requests_refusal_length', sql`char_length(${table.refusal}) between 1 and 2000`),
  ],
);

/**
 * What somebody corrected of a jongere, a row per part of it, so that a mistake in it can be found. It goes when the jongere is forgotten.
 */
export const jongereCorrections = pgTable(
  'jongere_corrections',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    jongereId: uuid('jongere_id')
      .notNull()
      .references(() => jongeren.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    field: text('field', { enum: correctedFields }).notNull(),
    /** What it was and is; null where nothing stood, and where it is not kept twice: of others, sealed, or a secret address. */
    before: text('before'),
    after: text('after'),
  },
  (table) => [
    index('jongere_corrections_jongere').on(table.jongereId, table.at),
    check('jongere_corrections_field', oneOf(table.field, correctedFields)),
    check(
      'jongere_corrections_not_twice',
      sql`${table.field} not in ('parents', 'bsn') or num_nonnulls(${table.before}, ${table.after}) = 0`,
    ),
    check(
      'jongere_corrections_length',
      sql`char_length(${table.before}) <= 400 and char_length(${table.after}) <= 400`,
    ),
  ],
);
