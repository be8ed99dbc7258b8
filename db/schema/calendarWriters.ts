import { sql } from 'drizzle-orm';
import { boolean, check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { calendarSources } from './busyTimes.ts';
import { calendarFaults } from './calendarWords.ts';
import { instant, oneOf } from './columns.ts';

/** A calendar elsewhere into which the afspraken of its owner are written, and how that goes. */
export const calendarWriters = pgTable(
  'calendar_writers',
  {
    sourceId: uuid('source_id')
      .primaryKey()
      .references(() => calendarSources.id, { onDelete: 'cascade' }),
    /** When off, what was written is taken out again. */
    isOn: boolean('is_on').notNull(),
    /** When all stood there as it should. */
    goodAt: instant('good_at'),
    /** Not before. */
    nextAt: instant('next_at').notNull(),
    /** When it is looked at even though nothing changed here. */
    lookAt: instant('look_at').notNull(),
    /** Until when whoever writes has it to themselves; null when nobody does. */
    writingUntil: instant('writing_until'),
    /** Which turn of writing this is: what an earlier one learned is not taken any more. */
    turn: integer('turn').notNull().default(0),
    /** Why the last turn failed; null when it did not. */
    fault: text('fault', { enum: calendarFaults }),
    /** Turns that failed one after another. */
    failures: integer('failures').notNull().default(0),
  },
  (table) => [
    index('calendar_writers_next').on(table.nextAt),
    check('calendar_writers_fault', oneOf(table.fault, calendarFaults)),
    check('calendar_writers_failures', sql`(${table.failures} = 0) = (${table.fault} is null)`),
  ],
);

/**
 * What was written into a calendar elsewhere, or was about to be. The afspraak may be gone since: then its entry goes, too, so nothing
 * refers to it.
 */
export const calendarEntries = pgTable(
  'calendar_entries',
  {
    sourceId: uuid('source_id')
      .notNull()
      .references(() => calendarWriters.sourceId, { onDelete: 'cascade' }),
    appointmentId: uuid('appointment_id').notNull(),
    /** Where it stands: an address of CalDAV, an id of Graph; null while the other side did not say. */
    place: text('place'),
    /** The number of the afspraak as it was written; null from before it is written until it was. */
    sequence: integer('sequence'),
    /** The SHA-256 of what was written. */
    version: text('version'),
    /** What the other side calls this version of it, to notice that somebody changed it there. */
    mark: text('mark'),
  },
  (table) => [
    primaryKey({ name: 'calendar_entries_pkey', columns: [table.sourceId, table.appointmentId] }),
    check('calendar_entries_written', sql`(${table.sequence} is null) = (${table.version} is null)`),
    check('calendar_entries_place', sql`char_length(${table.place}) <= 3000`),
    check('calendar_entries_mark', sql`char_length(${table.mark}) <= 300`),
  ],
);
