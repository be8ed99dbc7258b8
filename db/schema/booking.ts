import { type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  pgTable,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { instant, instantRange, oneOf } from './columns.ts';
import { foldedText } from './foldText.ts';
import { locations, topics } from './places.ts';
import { referrals } from './referral.ts';
import {
  ageGroups,
  appointmentStatuses,
  channels,
  companions,
  languages,
  messageLevels,
  modalities,
  outcomes,
  reachWays,
} from './words.ts';

/**
 * Holds and afspraken in one table, so that one exclusion constraint (in migration 0001) keeps any two
 * of them apart: `exclude using gist (casemanager_id with =, during with &&) where (status in ('held', 'booked'))`.
 */
export const appointments = pgTable(
  'appointments',
  {
    id: uuid('id').primaryKey(),
    status: text('status', { enum: appointmentStatuses }).notNull(),
    topicId: text('topic_id')
      .notNull()
      .references(() => topics.id),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    modality: text('modality', { enum: modalities }).notNull(),
    casemanagerId: uuid('casemanager_id')
      .notNull()
      .references(() => staff.id),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    /** From start to end with the topic's buffers around it. */
    during: instantRange('during').notNull(),
    /** The date of the start in Amsterdam: the day that is locked and counted. */
    localDate: date('local_date').notNull(),

    holdTokenHash: text('hold_token_hash').unique(),
    expiresAt: instant('expires_at'),
    extended: boolean('extended').notNull().default(false),
    /** Keyed hashes of the networks from which it is held, other ones every day; they go when the hold ends. */
    heldFrom: text('held_from').array(),

    reference: text('reference').unique(),
    tokenHash: text('token_hash').unique(),
    /** A new generation ends the old private link. */
    generation: integer('generation').notNull().default(1),
    /** RFC 5545 3.8.7.4: grows with every change that a calendar must hear of. */
    sequence: integer('sequence').notNull().default(0),
    /** RFC 5545 3.8.7.3: when the sequence last grew, by the clock of the database. A trigger keeps it. */
    revisedAt: instant('revised_at').notNull().defaultNow(),

    name: text('name'),
    /** The name as it is searched, by `foldName` of the server; null in a hold, and until it is folded. */
    nameFolded: text('name_folded'),
    email: text('email'),
    /** E.164, `+31612345678`. */
    phone: text('phone'),
    /** Where the jongere lives, of a home visit alone. */
    visitAddress: text('visit_address'),
    ageGroup: text('age_group', { enum: ageGroups }),
    reachBy: text('reach_by', { enum: reachWays }),
    /** How much messages to the jongere say. */
    messages: text('messages', { enum: messageLevels }).notNull().default('full'),
    language: text('language', { enum: languages }).notNull().default('nl'),
    note: text('note'),
    companion: text('companion', { enum: companions }),
    /** The language of the interpreter that is needed. */
    interpreter: text('interpreter'),
    stepFree: boolean('step_free').notNull().default(false),
    /** The word of a flyer or a partner that somebody came with. No referral: that is `referralId`. */
    referral: text('referral'),
    /** The referral by which it was made; none where somebody came by themselves. */
    referralId: uuid('referral_id').references(() => referrals.id),

    /** For figures. Null in a hold; of an afspraak it counts as by the jongere alone then. A referral goes before it. */
    channel: text('channel', { enum: channels }),
    outcome: text('outcome', { enum: outcomes }),
    cancelReason: text('cancel_reason'),
    /** A word of the casemanager to the jongere about the latest change; the private page shows it. */
    messageToJongere: text('message_to_jongere'),
    /** Since when the jongere is asked to choose another time; null when they are not, or have chosen. */
    chooseAgainAt: instant('choose_again_at'),
    /** Since when the jongere is there and waits; null when nobody said so, or it was taken back. */
    hereAt: instant('here_at'),
    /** Stays where it is although the casemanager does not work then any more: somebody decided so. */
    keptOutsideHours: boolean('kept_outside_hours').notNull().default(false),
    /** The afspraak that this one goes on from. */
    followsId: uuid('follows_id').references((): AnyPgColumn => appointments.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
    bookedAt: instant('booked_at'),
    cancelledAt: instant('cancelled_at'),
    wipedAt: instant('wiped_at'),
  },
  (table) => [
    index('appointments_day').on(table.casemanagerId, table.localDate),
    index('appointments_date').on(table.localDate).where(sql`${table.status} in ('held', 'booked')`),
    index('appointments_email')
      .on(table.email)
      .where(sql`${table.status} = 'booked' and ${table.email} is not null`),
    index('appointments_phone')
      .on(table.phone)
      .where(sql`${table.status} = 'booked' and ${table.phone} is not null`),
    index('appointments_referral').on(table.referralId).where(sql`${table.referralId} is not null`),
    index('appointments_follows').on(table.followsId).where(sql`${table.followsId} is not null`),
    // What staff search by, each as a part of it (pg_trgm): see server/search/findPeople.ts.
    index('appointments_search').using(
      'gin',
      table.nameFolded.op('gin_trgm_ops'),
      table.email.op('gin_trgm_ops'),
      table.phone.op('gin_trgm_ops'),
    ),
    index('appointments_not_folded')
      .on(table.id)
      .where(
        sql`${table.name} is not null and ${table.nameFolded} is null and ${table.status} in ('booked', 'cancelled')`,
      ),
    index('appointments_expires').on(table.expiresAt).where(sql`${table.status} = 'held'`),
    // For what forgets: a hold enters the first when it is over, and the second costs a booking next to nothing.
    index('appointments_expired').on(table.expiresAt).where(sql`${table.status} = 'expired'`),
    index('appointments_over').using('brin', table.endsAt),
    check('appointments_status', oneOf(table.status, appointmentStatuses)),
    check('appointments_modality', oneOf(table.modality, modalities)),
    check('appointments_channel', oneOf(table.channel, channels)),
    check('appointments_outcome', oneOf(table.outcome, outcomes)),
    check('appointments_age_group', oneOf(table.ageGroup, ageGroups)),
    check('appointments_reach_by', oneOf(table.reachBy, reachWays)),
    check('appointments_messages', oneOf(table.messages, messageLevels)),
    check('appointments_language', oneOf(table.language, languages)),
    check('appointments_companion', oneOf(table.companion, companions)),
    check('appointments_interpreter', sql`char_length(${table.interpreter}) between 1 and 40`),
    check(
      'appointments_during',
      sql`${table.startsAt} < ${table.endsAt} and ${table.during} @> tstzrange(${table.startsAt}, ${table.endsAt})`,
    ),
    check(
      'appointments_hold',
      sql`${table.status} <> 'held' or (${table.expiresAt} is not null and ${table.holdTokenHash} is not null)`,
    ),
    check('appointments_held_from', sql`${table.heldFrom} is null or ${table.status} = 'held'`),
    check(
      'appointments_booked',
      sql`${table.status} <> 'booked' or ${table.wipedAt} is not null or (${table.name} is not null and (${table.ageGroup} is not null or ${table.channel} = 'walk-in' or ${table.followsId} is not null) and ${table.reference} is not null and ${table.tokenHash} is not null)`,
    ),
    check('appointments_name', sql`char_length(${table.name}) between 1 and 80`),
    check('appointments_here', sql`${table.hereAt} is null or ${table.status} in ('booked', 'cancelled')`),
    check(
      'appointments_visit_address',
      sql`${table.visitAddress} is null or (${table.modality} = 'huisbezoek' and char_length(${table.visitAddress}) between 5 and 200)`,
    ),
    check(
      'appointments_visit_somewhere',
      sql`${table.modality} <> 'huisbezoek' or ${table.status} <> 'booked' or ${table.wipedAt} is not null or ${table.visitAddress} is not null`,
    ),
    // So that a name cannot be forgotten and still be found.
    check('appointments_name_folded', sql`${table.nameFolded} is null or ${table.name} is not null`),
    check('appointments_note', sql`char_length(${table.note}) <= 500`),
    check('appointments_cancel_reason', sql`char_length(${table.cancelReason}) <= 500`),
    check('appointments_message', sql`char_length(${table.messageToJongere}) <= 500`),
    check('appointments_choose_again', sql`${table.chooseAgainAt} is null or ${table.status} = 'booked'`),
    check(
      'appointments_wiped',
      sql`${table.wipedAt} is null or (not ${table.stepFree} and num_nonnulls(${table.name}, ${table.email}, ${table.phone}, ${table.visitAddress}, ${table.ageGroup}, ${table.reachBy}, ${table.note}, ${table.companion}, ${table.interpreter}, ${table.referral}, ${table.cancelReason}, ${table.messageToJongere}, ${table.reference}, ${table.tokenHash}, ${table.holdTokenHash}) = 0)`,
    ),
  ],
);

/** Short notes of casemanagers among each other; the jongere never sees them, and wiping takes them along. */
export const appointmentNotes = pgTable(
  'appointment_notes',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    appointmentId: uuid('appointment_id')
      .notNull()
      .references(() => appointments.id, { onDelete: 'cascade' }),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    at: instant('at').notNull(),
    text: text('text').notNull(),
    /** As it is searched: see server/search/findNotes.ts. */
    textFolded: text('text_folded').generatedAlwaysAs((): SQL => foldedText(appointmentNotes.text)),
  },
  (table) => [
    index('appointment_notes_appointment').on(table.appointmentId),
    index('appointment_notes_search').using('gin', table.textFolded.op('gin_trgm_ops')),
    check('appointment_notes_text', sql`char_length(${table.text}) between 1 and 500`),
  ],
);

/** Answers to repeat: a POST with the same key and the same body gives the same afspraak, for 24 hours. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    /** SHA-256 of the client's key. */
    keyHash: text('key_hash').primaryKey(),
    /** SHA-256 of the parsed body. */
    requestHash: text('request_hash').notNull(),
    appointmentId: uuid('appointment_id')
      .notNull()
      .references(() => appointments.id, { onDelete: 'cascade' }),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [index('idempotency_keys_created').on(table.createdAt)],
);
