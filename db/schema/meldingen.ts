import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { jongeren } from './jongeren.ts';
import { trajecten } from './trajecten.ts';
import {
  meldingCloseReasons,
  meldingExplanations,
  meldingKinds,
  meldingSources,
  meldingStates,
  nextStatuses,
  toldWords,
} from './words.ts';

/**
 * That somebody reported a jongere: what kind, what was seen and done already, what is asked. It is a part of one traject, always.
 * When the jongere is forgotten, the words in it go; that it was stays, for figures.
 */
export const meldingen = pgTable(
  'meldingen',
  {
    id: uuid('id').primaryKey(),
    jongereId: uuid('jongere_id')
      .notNull()
      .references(() => jongeren.id),
    trajectId: uuid('traject_id')
      .notNull()
      .references(() => trajecten.id),
    kind: text('kind', { enum: meldingKinds }).notNull(),
    source: text('source', { enum: meldingSources }).notNull(),
    /** Of which school or organisation; null when the jongere or the gemeente itself reported. */
    organisationId: uuid('organisation_id').references(() => organisations.id),
    /** Who of staff typed it; null for a system. */
    reportedBy: uuid('reported_by').references(() => staff.id),
    /** Whom of the school to turn to about this jongere. */
    contactName: text('contact_name'),
    contactFunction: text('contact_function'),
    contactEmail: text('contact_email'),
    /** E.164. */
    contactPhone: text('contact_phone'),
    location: text('location'),

    beganOn: date('began_on', { mode: 'string' }).notNull(),
    endedOn: date('ended_on', { mode: 'string' }),
    hoursMissed: integer('hours_missed'),
    allLessons: boolean('all_lessons'),
    reason: text('reason'),
    schoolDid: text('school_did'),
    /** What the school asks of us; null when it asks nothing, `asksNothing` says why then. */
    asks: text('asks'),
    asksNothing: text('asks_nothing'),
    told: text('told', { enum: toldWords }),
    /** Of a list of who goes on to mbo: how far that is, as the school says. */
    nextStatus: text('next_status', { enum: nextStatuses }),

    /** The number that the system of the school gave it: sent again, it is made once. */
    ownNumber: text('own_number'),
    /** SHA-256 of the parsed input that came with the number. */
    requestHash: text('request_hash'),

    state: text('state', { enum: meldingStates }).notNull().default('registered'),
    explanation: text('explanation', { enum: meldingExplanations }),
    closeReason: text('close_reason', { enum: meldingCloseReasons }),
    reportedAt: instant('reported_at').notNull(),
    /** When it was first handled, closed or taken note of, withdrawn. */
    handledAt: instant('handled_at'),
    settledAt: instant('settled_at'),
    version: integer('version').notNull().default(1),
    wipedAt: instant('wiped_at'),
  },
  (table) => [
    index('meldingen_jongere').on(table.jongereId, table.reportedAt),
    index('meldingen_traject').on(table.trajectId),
    index('meldingen_organisation').on(table.organisationId, table.reportedAt),
    index('meldingen_reported').using('brin', table.reportedAt),
    uniqueIndex('meldingen_own_number')
      .on(table.organisationId, table.ownNumber)
      .where(sql`${table.ownNumber} is not null`),
    check('meldingen_kind', oneOf(table.kind, meldingKinds)),
    check('meldingen_source', oneOf(table.source, meldingSources)),
    check('meldingen_state', oneOf(table.state, meldingStates)),
    check('meldingen_told', oneOf(table.told, toldWords)),
    check('meldingen_next_status', oneOf(table.nextStatus, nextStatuses)),
    check('meldingen_explanation', oneOf(table.explanation, meldingExplanations)),
    check('meldingen_close_reason', oneOf(table.closeReason, meldingCloseReasons)),
    check(
      'meldingen_of',
      sql`(${table.source} in ('school', 'api', 'list')) <= (${table.organisationId} is not null)`,
    ),
    check(
      'meldingen_reporter',
      sql`(${table.source} in ('school', 'staff', 'list')) = (${table.reportedBy} is not null)`,
    ),
    check('meldingen_closed', sql`(${table.state} = 'closed') = (${table.closeReason} is not null)`),
    check(
      'meldingen_settled',
      sql`(${table.state} in ('closed', 'noted', 'withdrawn')) = (${table.settledAt} is not null)`,
    ),
    check('meldingen_handled', sql`(${table.state} = 'handled') <= (${table.handledAt} is not null)`),
    check('meldingen_period', sql`${table.beganOn} <= ${table.endedOn}`),
    check('meldingen_hours', sql`${table.hoursMissed} between 1 and 2000`),
    check('meldingen_asks', sql`num_nonnulls(${table.asks}, ${table.asksNothing}) < 2`),
    check('meldingen_number', sql`(${table.ownNumber} is null) = (${table.requestHash} is null)`),
    check(
      'meldingen_lengths',
      sql`char_length(${table.reason}) <= 1000 and char_length(${table.schoolDid}) <= 1000 and char_length(${table.asks}) <= 500 and char_length(${table.asksNothing}) <= 300`,
    ),
    check(
      'meldingen_contact',
      sql`char_length(${table.contactName}) <= 120 and char_length(${table.contactFunction}) <= 80 and char_length(${table.location}) <= 120 and char_length(${table.ownNumber}) <= 60`,
    ),
    check(
      'meldingen_wiped',
      sql`${table.wipedAt} is null or num_nonnulls(${table.contactName}, ${table.contactFunction}, ${table.contactEmail}, ${table.contactPhone}, ${table.location}, ${table.reason}, ${table.schoolDid}, ${table.asks}, ${table.asksNothing}, ${table.ownNumber}, ${table.requestHash}) = 0`,
    ),
  ],
);

/** What the school added to its melding afterwards. */
export const meldingAdditions = pgTable(
  'melding_additions',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    meldingId: uuid('melding_id')
      .notNull()
      .references(() => meldingen.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    /** Null for a system. */
    staffId: uuid('staff_id').references(() => staff.id),
    body: text('body').notNull(),
  },
  (table) => [
    index('melding_additions_melding').on(table.meldingId, table.at),
    check('melding_additions_body', sql`char_length(${table.body}) between 1 and 1000`),
  ],
);
