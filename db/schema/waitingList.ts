import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { appointments } from './booking.ts';
import { instant, oneOf, onlyOf } from './columns.ts';
import { locations, topics } from './places.ts';
import {
  ageGroups,
  dayParts,
  languages,
  modalities,
  waitingEnds,
  waitingModalities,
  waitingOfferStates,
} from './words.ts';

/**
 * Who waits for a time that comes free. Who has an afspraak already waits for an earlier one, and is reached as that says;
 * who has none says here who they are. Nothing of a person stays once they wait no more.
 */
export const waitingList = pgTable(
  'waiting_list',
  {
    id: uuid('id').primaryKey(),
    tokenHash: text('token_hash').notNull().unique(),
    /** A new generation ends the old link. */
    generation: integer('generation').notNull().default(1),
    /** The afspraak that they have, and want earlier. */
    appointmentId: uuid('appointment_id').references(() => appointments.id, { onDelete: 'cascade' }),
    topicId: text('topic_id')
      .notNull()
      .references(() => topics.id),
    /** Ids of the locations that will do; empty for all. */
    locations: text('locations').array().notNull(),
    modalities: text('modalities', { enum: waitingModalities }).array().notNull(),
    /** ISO weekdays that will do; empty for all. */
    weekdays: integer('weekdays').array().notNull(),
    /** Parts of the day that will do; empty for all. */
    dayParts: text('day_parts', { enum: dayParts }).array().notNull(),
    /** So many days from today at least: 0 is today, 1 tomorrow. */
    daysAhead: integer('days_ahead').notNull(),
    /** The last date that will do; null for who has an afspraak, who waits until that. */
    until: date('until'),
    name: text('name'),
    email: text('email'),
    /** E.164, `+31612345678`. */
    phone: text('phone'),
    ageGroup: text('age_group', { enum: ageGroups }),
    language: text('language', { enum: languages }).notNull(),
    joinedAt: instant('joined_at').notNull(),
    /** Grows with every change. */
    version: integer('version').notNull().default(0),
    endedAt: instant('ended_at'),
    /** Why they wait no more. */
    endReason: text('end_reason', { enum: waitingEnds }),
  },
  (table) => {
    const waits = sql`${table.endedAt} is null`;
    return [
      index('waiting_list_line').on(table.joinedAt, table.id).where(waits),
      // Nobody stands in it twice.
      uniqueIndex('waiting_list_appointment').on(table.appointmentId).where(waits),
      uniqueIndex('waiting_list_email').on(table.email).where(waits),
      uniqueIndex('waiting_list_phone').on(table.phone).where(waits),
      check('waiting_list_language', oneOf(table.language, languages)),
      check('waiting_list_age_group', oneOf(table.ageGroup, ageGroups)),
      check(
        'waiting_list_end',
        sql`${oneOf(table.endReason, waitingEnds)} and (${table.endedAt} is null) = (${table.endReason} is null)`,
      ),
      check(
        'waiting_list_ways',
        sql`cardinality(${table.modalities}) > 0 and ${onlyOf(table.modalities, waitingModalities)}`,
      ),
      check('waiting_list_day_parts', onlyOf(table.dayParts, dayParts)),
      check('waiting_list_weekdays', sql`${table.weekdays} <@ array[1, 2, 3, 4, 5, 6, 7]`),
      check('waiting_list_days_ahead', sql`${table.daysAhead} between 0 and 14`),
      check('waiting_list_name', sql`char_length(${table.name}) between 1 and 80`),
      check(
        'waiting_list_person',
        sql`case when ${table.endedAt} is not null or ${table.appointmentId} is not null
          then num_nonnulls(${table.name}, ${table.email}, ${table.phone}, ${table.ageGroup}) = 0
          else num_nulls(${table.name}, ${table.ageGroup}, ${table.until}) = 0 and num_nonnulls(${table.email}, ${table.phone}) > 0 end`,
      ),
    ];
  },
);

/**
 * A time that was offered to who waits. While it is open, a hold in `appointments` keeps it: the same constraint as for
 * everybody keeps others away. The constraints here keep what a person was promised: one offer at a time, and one a day.
 */
export const waitingListOffers = pgTable(
  'waiting_list_offers',
  {
    id: uuid('id').primaryKey(),
    waitingId: uuid('waiting_id')
      .notNull()
      .references(() => waitingList.id, { onDelete: 'cascade' }),
    /** The hold, or the afspraak that it became. A hold that is over goes after a day. */
    appointmentId: uuid('appointment_id')
      .unique()
      .references(() => appointments.id, { onDelete: 'set null' }),
    startsAt: instant('starts_at').notNull(),
    offeredAt: instant('offered_at').notNull(),
    /** The date in Amsterdam on which it was offered. */
    localDate: date('local_date').notNull(),
    expiresAt: instant('expires_at').notNull(),
    state: text('state', { enum: waitingOfferStates }).notNull().default('open'),
  },
  (table) => [
    uniqueIndex('waiting_list_offers_open').on(table.waitingId).where(sql`${table.state} = 'open'`),
    uniqueIndex('waiting_list_offers_day')
      .on(table.waitingId, table.localDate)
      .where(sql`${table.state} <> 'withdrawn'`),
    index('waiting_list_offers_expires').on(table.expiresAt).where(sql`${table.state} = 'open'`),
    check('waiting_list_offers_state', oneOf(table.state, waitingOfferStates)),
    check('waiting_list_offers_times', sql`${table.offeredAt} < ${table.expiresAt}`),
  ],
);

/** How often somebody found nothing free at all. Nothing tells who they were. */
export const nothingFreeDays = pgTable(
  'nothing_free_days',
  {
    /** The date in Amsterdam. */
    day: date('day').notNull(),
    topicId: text('topic_id')
      .notNull()
      .references(() => topics.id, { onDelete: 'cascade' }),
    modality: text('modality', { enum: modalities }).notNull(),
    /** Null where the place does not matter. */
    locationId: text('location_id').references(() => locations.id, { onDelete: 'cascade' }),
    times: integer('times').notNull(),
  },
  (table) => [
    unique('nothing_free_days_once')
      .on(table.day, table.topicId, table.modality, table.locationId)
      .nullsNotDistinct(),
    check('nothing_free_days_modality', oneOf(table.modality, modalities)),
    check('nothing_free_days_times', sql`${table.times} > 0`),
  ],
);
