import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { languages, messageLevels, reachWays } from './words.ts';

/**
 * Somebody who was reported, or whom a traject is about: what is needed to find and reach them, and no more. When they are
 * forgotten the row stays empty, for the figures of what was done.
 */
export const jongeren = pgTable(
  'jongeren',
  {
    id: uuid('id').primaryKey(),
    firstName: text('first_name'),
    infix: text('infix'),
    lastName: text('last_name'),
    /** The whole name as it is searched and compared, by `foldName` of the server. */
    nameFolded: text('name_folded'),
    birthDate: date('birth_date', { mode: 'string' }),
    /** The gemeente where they live. */
    residence: text('residence'),
    /** Shown to nobody who does not need it. */
    secretAddress: boolean('secret_address').notNull().default(false),
    /** Where letters and announced visits go. */
    address: text('address'),
    email: text('email'),
    /** E.164. */
    phone: text('phone'),
    reachBy: text('reach_by', { enum: reachWays }),
    /** How and when they may safely be reached. */
    reachNote: text('reach_note'),
    /** How much messages to them say. */
    messages: text('messages', { enum: messageLevels }).notNull().default('only-appointment'),
    language: text('language', { enum: languages }).notNull().default('nl'),
    /** The language of the interpreter that is needed. */
    interpreter: text('interpreter'),
    /** Who was taken for two is one since: see `jongere_joins`. */
    joinedIntoId: uuid('joined_into_id'),
    createdAt: instant('created_at').notNull(),
    version: integer('version').notNull().default(1),
    /** Since when they object to what is kept of them (AVG 21), until that is refused: see `jongere_requests`. */
    objectedAt: instant('objected_at'),
    /** The burgerservicenummer, sealed; kept only while a setting names its ground. */
    sealedBsn: text('sealed_bsn'),
    wipedAt: instant('wiped_at'),
  },
  (table) => [
    index('jongeren_birth_date').on(table.birthDate, table.nameFolded),
    index('jongeren_name').using('gin', table.nameFolded.op('gin_trgm_ops')),
    index('jongeren_joined_into').on(table.joinedIntoId).where(sql`${table.joinedIntoId} is not null`),
    check('jongeren_reach_by', oneOf(table.reachBy, reachWays)),
    check('jongeren_messages', oneOf(table.messages, messageLevels)),
    check('jongeren_language', oneOf(table.language, languages)),
    check(
      'jongeren_person',
      sql`${table.wipedAt} is not null or num_nonnulls(${table.firstName}, ${table.lastName}, ${table.nameFolded}, ${table.birthDate}) = 4`,
    ),
    check(
      'jongeren_wiped',
      sql`${table.wipedAt} is null or (not ${table.secretAddress} and num_nonnulls(${table.firstName}, ${table.infix}, ${table.lastName}, ${table.nameFolded}, ${table.birthDate}, ${table.address}, ${table.email}, ${table.phone}, ${table.reachBy}, ${table.reachNote}, ${table.interpreter}, ${table.sealedBsn}) = 0)`,
    ),
    check(
      'jongeren_names',
      sql`char_length(${table.firstName}) between 1 and 80 and char_length(${table.lastName}) between 1 and 80 and char_length(${table.infix}) between 1 and 20`,
    ),
    check('jongeren_residence', sql`char_length(${table.residence}) between 1 and 80`),
    check('jongeren_address', sql`char_length(${table.address}) between 1 and 200`),
    check('jongeren_reach_note', sql`char_length(${table.reachNote}) between 1 and 200`),
    check('jongeren_interpreter', sql`char_length(${table.interpreter}) between 1 and 40`),
    check('jongeren_joined', sql`${table.joinedIntoId} is distinct from ${table.id}`),
  ],
);

/** Parents and guardians: whom one speaks with while a jongere is under 18. */
export const guardians = pgTable(
  'guardians',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    jongereId: uuid('jongere_id')
      .notNull()
      .references(() => jongeren.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    email: text('email'),
    /** E.164. */
    phone: text('phone'),
    /** How they may safely be reached, or that they may not be. */
    reachNote: text('reach_note'),
  },
  (table) => [
    index('guardians_jongere').on(table.jongereId),
    check('guardians_name', sql`char_length(${table.name}) between 1 and 120`),
    check('guardians_reach_note', sql`char_length(${table.reachNote}) between 1 and 200`),
  ],
);

/** At which school a jongere is or was, under the number that the school gave them. */
export const enrolments = pgTable(
  'enrolments',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    jongereId: uuid('jongere_id')
      .notNull()
      .references(() => jongeren.id, { onDelete: 'cascade' }),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    pupilNumber: text('pupil_number'),
    /** What they learn there, in words of the school. */
    programme: text('programme'),
    seenOn: date('seen_on', { mode: 'string' }).notNull(),
    /** Since when they are not there any more; a number can be somebody else's then. */
    endedOn: date('ended_on', { mode: 'string' }),
  },
  (table) => [
    index('enrolments_jongere').on(table.jongereId),
    uniqueIndex('enrolments_number')
      .on(table.organisationId, table.pupilNumber)
      .where(sql`${table.endedOn} is null and ${table.pupilNumber} is not null`),
    check('enrolments_number_length', sql`char_length(${table.pupilNumber}) between 1 and 40`),
    check('enrolments_programme', sql`char_length(${table.programme}) between 1 and 120`),
  ],
);

/** That two rows were taken for one jongere, by whom, and which rows went along, so that parting gives back what was. */
export const jongereJoins = pgTable(
  'jongere_joins',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    keptId: uuid('kept_id')
      .notNull()
      .references(() => jongeren.id, { onDelete: 'cascade' }),
    goneId: uuid('gone_id')
      .notNull()
      .references(() => jongeren.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    by: uuid('by')
      .notNull()
      .references(() => staff.id),
    /** Ids by table; parsed by `server/jongeren`. */
    moved: jsonb('moved').notNull(),
    partedAt: instant('parted_at'),
    partedBy: uuid('parted_by').references(() => staff.id),
  },
  (table) => [
    uniqueIndex('jongere_joins_gone').on(table.goneId).where(sql`${table.partedAt} is null`),
    index('jongere_joins_kept').on(table.keptId),
    check('jongere_joins_two', sql`${table.keptId} <> ${table.goneId}`),
    check('jongere_joins_parted', sql`(${table.partedAt} is null) = (${table.partedBy} is null)`),
  ],
);
