import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns.ts';
import { actorKinds, auditKinds, auditResults, doors } from './words.ts';

/** A word of the system: nothing that a person typed has this form for long. */
const isWord = (column: AnyPgColumn) =>
  sql`${column} ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' and char_length(${column}) <= 60`;

/**
 * Who viewed, changed or exported what, or tried to in vain: one row each, never changed (a trigger), with ids and words of
 * the system alone. It names people and things by id without a key to them, so that it outlives them. The table is
 * partitioned by month of `day`, which the database decides (`audit_day`); see server/audit/README.md.
 */
export const audit = pgTable(
  'audit',
  {
    id: bigint('id', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    /** The day (UTC) on which the row was written, by the clock of the database: the day whose seal covers it. */
    day: date('day', { mode: 'string' }).notNull().default(sql`audit_day()`),
    /** When it happened, by the clock of the process. */
    at: instant('at').notNull(),
    kind: text('kind', { enum: auditKinds }).notNull(),
    /** What was done, or for what something was read: an action of the table of rights, or a word of the history. */
    action: text('action').notNull(),
    objectKind: text('object_kind').notNull(),
    /** Null for what has none: a search, a list. */
    objectId: text('object_id'),
    result: text('result', { enum: auditResults }).notNull(),
    /** Why it was refused, in a word. */
    reason: text('reason'),
    actor: text('actor', { enum: actorKinds }).notNull(),
    staffId: text('staff_id'),
    /** The first 16 signs of the SHA-256 of the token of the session: tells sessions apart, and opens nothing. */
    session: text('session'),
    /** Of who is not signed in and tried in vain: a keyed hash of where they are, under a key that lasts a day. */
    network: text('network'),
    door: text('door', { enum: doors }).notNull(),
    /** How often, where what came too often was put together. */
    times: integer('times').notNull().default(1),
    /** Of a request that came with W3C trace context: the trace and the span of who asked, `TRACE-SPAN`. */
    trace: text('trace'),
  },
  (table) => [
    primaryKey({ name: 'audit_pkey', columns: [table.day, table.id] }),
    index('audit_id').on(table.id),
    index('audit_object').on(table.objectId, table.id),
    index('audit_staff').on(table.staffId, table.id),
    check('audit_kind', oneOf(table.kind, auditKinds)),
    check('audit_result', oneOf(table.result, auditResults)),
    check('audit_actor', oneOf(table.actor, actorKinds)),
    check('audit_door', oneOf(table.door, doors)),
    check('audit_action', isWord(table.action)),
    check('audit_object_kind', isWord(table.objectKind)),
    check('audit_reason', isWord(table.reason)),
    check('audit_object_id', sql`${table.objectId} ~ '^[A-Za-z0-9_-]{1,100}$'`),
    check('audit_staff_id', sql`(${table.actor} = 'staff') = (${table.staffId} is not null)`),
    check('audit_session', sql`char_length(${table.session}) <= 16`),
    check('audit_network', sql`char_length(${table.network}) <= 64`),
    check('audit_times', sql`${table.times} > 0`),
    check('audit_trace', sql`${table.trace} ~ '^[0-9a-f]{32}-[0-9a-f]{16}$'`),
  ],
);

/**
 * The digest over all rows of a day and the digest of the day before, made when the day is over. Each day has one from the
 * first on, also one without rows, so that none can be missing unseen.
 */
export const auditSeals = pgTable(
  'audit_seals',
  {
    day: date('day', { mode: 'string' }).primaryKey(),
    rows: integer('rows').notNull(),
    digest: text('digest').notNull(),
    sealedAt: instant('sealed_at').notNull().default(sql`now()`),
  },
  (table) => [
    check('audit_seals_rows', sql`${table.rows} >= 0`),
    check('audit_seals_digest', sql`${table.digest} ~ '^[0-9a-f]{64}$'`),
  ],
);

/**
 * One row: up to which id the rows of the audit log were sent to the logboek of the gemeente and confirmed there. It never goes
 * back (a trigger). See server/audit/spans.
 */
export const auditSent = pgTable(
  'audit_sent',
  {
    only: boolean('only').primaryKey().default(true),
    upTo: bigint('up_to', { mode: 'number' }).notNull(),
  },
  (table) => [
    check('audit_sent_only', sql`${table.only}`),
    check('audit_sent_up_to', sql`${table.upTo} >= 0`),
  ],
);
