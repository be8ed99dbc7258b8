import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { appointments } from './booking.ts';
import { instant, oneOf } from './columns.ts';
import { locations, topics } from './places.ts';
import { walkInStatuses } from './words.ts';

/**
 * Who walked in today, at which place in the line of a location. Whoever is called has an afspraak, which says what became of it;
 * a row stands for its day only.
 */
export const walkIns = pgTable(
  'walk_ins',
  {
    id: uuid('id').primaryKey(),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    /** The date in Amsterdam. */
    localDate: date('local_date').notNull(),
    /** What is called out, and shown where no name is. */
    number: integer('number').notNull(),
    /** Null for who wants to be called by number. */
    firstName: text('first_name'),
    topicId: text('topic_id')
      .notNull()
      .references(() => topics.id),
    status: text('status', { enum: walkInStatuses }).notNull().default('waiting'),
    arrivedAt: instant('arrived_at').notNull(),
    /** When they were called last. */
    calledAt: instant('called_at'),
    /** How often they were called for the afspraak that stands. */
    calls: integer('calls').notNull().default(0),
    calledBy: uuid('called_by').references(() => staff.id),
    /** Where they are asked to come. */
    room: text('room'),
    /** When they were called in vain last. */
    missedAt: instant('missed_at'),
    appointmentId: uuid('appointment_id')
      .unique()
      .references(() => appointments.id, { onDelete: 'set null' }),
    /** Grows with every change. */
    version: integer('version').notNull().default(0),
  },
  (table) => [
    unique('walk_ins_number').on(table.locationId, table.localDate, table.number),
    index('walk_ins_date').on(table.localDate),
    check('walk_ins_status', oneOf(table.status, walkInStatuses)),
    check('walk_ins_number_range', sql`${table.number} between 1 and 999`),
    check('walk_ins_first_name', sql`char_length(${table.firstName}) between 1 and 40`),
    check('walk_ins_room', sql`char_length(${table.room}) between 1 and 20`),
    check(
      'walk_ins_called',
      sql`${table.status} <> 'called' or num_nulls(${table.calledAt}, ${table.calledBy}, ${table.room}, ${table.appointmentId}) = 0`,
    ),
    check(
      'walk_ins_not_called',
      sql`${table.status} in ('called', 'booked') or num_nonnulls(${table.calledBy}, ${table.room}, ${table.appointmentId}) = 0`,
    ),
  ],
);

/** The screen of a waiting room: a link with a secret, of which the hash is kept. */
export const waitingScreens = pgTable('waiting_screens', {
  locationId: text('location_id')
    .primaryKey()
    .references(() => locations.id),
  /** A new generation ends the old link. */
  generation: integer('generation').notNull(),
  /** Null when the link was ended. */
  tokenHash: text('token_hash').unique(),
  madeAt: instant('made_at').notNull(),
});
