import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { calendarFaults, calendarSourceKinds } from './calendarWords.ts';
import { instant, instantRange, oneOf } from './columns.ts';

/** A calendar that a casemanager keeps elsewhere, and how reading it goes. */
export const calendarSources = pgTable(
  'calendar_sources',
  {
    id: uuid('id').primaryKey(),
    casemanagerId: uuid('casemanager_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: calendarSourceKinds }).notNull(),
    /** What the casemanager calls it. */
    name: text('name'),
    /** Where it is: all of a link that is ever shown. */
    host: text('host').notNull(),
    /** The link, sealed: whoever has it reads the calendar. Of CalDAV what signs in, and which calendars there are. */
    sealed: text('sealed').notNull(),
    /** The SHA-256 of the link, or of address and name, so that nobody adds one twice. */
    linkHash: text('link_hash').notNull(),
    countsTentative: boolean('counts_tentative').notNull(),
    countsAllDay: boolean('counts_all_day').notNull(),
    addedAt: instant('added_at').notNull(),
    /** What the other side said of the copy that we have, to ask for changes only. */
    mark: text('mark'),
    /** Up to when that copy was read. */
    readUntil: instant('read_until'),
    /** When it was last as we have it. */
    goodAt: instant('good_at'),
    triedAt: instant('tried_at'),
    /** Not before. */
    nextAt: instant('next_at').notNull(),
    /** Until when whoever reads it has it to themselves; null when nobody does. */
    readingUntil: instant('reading_until'),
    /** Which reading this is: what an earlier one brings is not taken any more. */
    turn: integer('turn').notNull().default(0),
    /** Why the last reading failed; null when it did not. */
    fault: text('fault', { enum: calendarFaults }),
    /** Readings that failed one after another. */
    failures: integer('failures').notNull().default(0),
    /** Events that could not be read in the copy that we have. */
    leftOut: integer('left_out').notNull().default(0),
    /** Time zones in it that nobody knows. */
    unknownZones: integer('unknown_zones').notNull().default(0),
  },
  (table) => [
    unique('calendar_sources_link').on(table.casemanagerId, table.linkHash),
    unique('calendar_sources_owner').on(table.id, table.casemanagerId),
    index('calendar_sources_next').on(table.nextAt),
    check('calendar_sources_kind', oneOf(table.kind, calendarSourceKinds)),
    check('calendar_sources_fault', oneOf(table.fault, calendarFaults)),
    check('calendar_sources_name', sql`char_length(${table.name}) between 1 and 40`),
    check('calendar_sources_host', sql`char_length(${table.host}) between 1 and 253`),
    check('calendar_sources_mark', sql`char_length(${table.mark}) <= 1000`),
    check('calendar_sources_failures', sql`(${table.failures} = 0) = (${table.fault} is null)`),
  ],
);

/**
 * When a casemanager is busy by a calendar of theirs, and nothing else of it. Those of one source lie apart; they may overlap
 * with an afspraak, so no constraint keeps them from it.
 */
export const busyTimes = pgTable(
  'busy_times',
  {
    sourceId: uuid('source_id').notNull(),
    casemanagerId: uuid('casemanager_id').notNull(),
    during: instantRange('during').notNull(),
  },
  (table) => [
    primaryKey({ name: 'busy_times_pkey', columns: [table.sourceId, table.during] }),
    foreignKey({
      name: 'busy_times_source',
      columns: [table.sourceId, table.casemanagerId],
      foreignColumns: [calendarSources.id, calendarSources.casemanagerId],
    }).onDelete('cascade'),
    index('busy_times_during').using('gist', table.casemanagerId, table.during),
    check(
      'busy_times_bounded',
      sql`not isempty(${table.during}) and not lower_inf(${table.during}) and not upper_inf(${table.during})`,
    ),
  ],
);
