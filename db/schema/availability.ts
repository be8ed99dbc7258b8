import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, smallint, text, time, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { oneOf, onlyOf } from './columns.ts';
import { locations } from './places.ts';
import { absenceReasons, modalities, weekParities } from './words.ts';

/** A casemanager's working week, in wall time of the gemeente. */
export const weeklyRules = pgTable(
  'weekly_rules',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    casemanagerId: uuid('casemanager_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
    /** ISO weekday, 1 is Monday. */
    weekday: smallint('weekday').notNull(),
    weeks: text('weeks', { enum: weekParities }).notNull().default('alle'),
    fromTime: time('from_time').notNull(),
    untilTime: time('until_time').notNull(),
    validFrom: date('valid_from').notNull(),
    validUntil: date('valid_until'),
    modalities: text('modalities').array().notNull(),
  },
  (table) => [
    index('weekly_rules_casemanager').on(table.casemanagerId),
    check('weekly_rules_weekday', sql`${table.weekday} between 1 and 7`),
    check('weekly_rules_weeks', oneOf(table.weeks, weekParities)),
    check('weekly_rules_hours', sql`${table.fromTime} < ${table.untilTime}`),
    check('weekly_rules_period', sql`${table.validUntil} >= ${table.validFrom}`),
    check('weekly_rules_modalities', onlyOf(table.modalities, modalities)),
  ],
);

/** Absence or extra hours on each date of a period, both ends included. */
export const availabilityExceptions = pgTable(
  'availability_exceptions',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    casemanagerId: uuid('casemanager_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['absence', 'extra'] }).notNull(),
    dateFrom: date('date_from').notNull(),
    dateUntil: date('date_until').notNull(),
    /** Both null for whole days of absence. */
    fromTime: time('from_time'),
    untilTime: time('until_time'),
    locationId: text('location_id').references(() => locations.id),
    modalities: text('modalities').array(),
    reason: text('reason', { enum: absenceReasons }),
    /** Who wrote it down: they themselves, a colleague, or null for a file or the demo. */
    createdBy: uuid('created_by').references(() => staff.id, { onDelete: 'set null' }),
    /** Grows with each change. */
    version: integer('version').notNull().default(1),
  },
  (table) => [
    index('availability_exceptions_casemanager').on(table.casemanagerId),
    check('availability_exceptions_kind', oneOf(table.kind, ['absence', 'extra'])),
    check('availability_exceptions_period', sql`${table.dateUntil} >= ${table.dateFrom}`),
    check('availability_exceptions_hours', sql`${table.fromTime} < ${table.untilTime}`),
    check(
      'availability_exceptions_whole_day',
      sql`(${table.fromTime} is null) = (${table.untilTime} is null)`,
    ),
    check('availability_exceptions_reason', oneOf(table.reason, absenceReasons)),
    check('availability_exceptions_modalities', onlyOf(table.modalities, modalities)),
    check(
      'availability_exceptions_extra',
      sql`${table.kind} = 'absence' or (${table.fromTime} is not null and ${table.locationId} is not null and ${table.modalities} is not null)`,
    ),
  ],
);

/** Days on which the gemeente's own calendar is closed; public holidays come from a library. */
export const closures = pgTable(
  'closures',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    dateFrom: date('date_from').notNull(),
    dateUntil: date('date_until').notNull(),
    /** Null closes every location. */
    locationId: text('location_id').references(() => locations.id),
  },
  (table) => [check('closures_period', sql`${table.dateUntil} >= ${table.dateFrom}`)],
);
