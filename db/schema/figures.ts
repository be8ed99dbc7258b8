import { sql } from 'drizzle-orm';
import { check, date, foreignKey, integer, pgTable, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import { instant, oneOf } from './columns.ts';
import { locations } from './places.ts';
import { figureBreakdowns, figureSubjects, languages, visitSubjects } from './words.ts';

/** The months of which the figures are published: once, and for good: triggers refuse any change. */
export const figureMonths = pgTable(
  'figure_months',
  {
    /** Its first day. */
    month: date('month').primaryKey(),
    publishedAt: instant('published_at').notNull(),
    /**
     * How many trajecten were open when it began, to the nearest ten, so that nothing follows from subtracting. For the first month
     * of a quarter of the school year; null for others.
     */
    goingOn: integer('going_on'),
  },
  (table) => [
    check('figure_months_first_day', sql`extract(day from ${table.month}) = 1`),
    check('figure_months_going_on', sql`${table.goingOn} >= 0 and ${table.goingOn} % 10 = 0`),
  ],
);

/**
 * All that anybody is shown of what people did: per month (of trajecten per quarter of a school year, under its last month), subject and breakdown the groups of categories, each of at least
 * five. A breakdown of which all together are fewer has no row. The groups of one subject and month have the same sum in each
 * of its breakdowns.
 */
export const publishedFigures = pgTable(
  'published_figures',
  {
    month: date('month').notNull(),
    subject: text('subject', { enum: figureSubjects }).notNull(),
    breakdown: text('breakdown', { enum: figureBreakdowns }).notNull(),
    /** The order within the breakdown. */
    place: smallint('place').notNull(),
    /** Ids and words; of the breakdown by week the first day of each part of a week that lies in the month. */
    categories: text('categories').array().notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.month, table.subject, table.breakdown, table.place] }),
    foreignKey({ columns: [table.month], foreignColumns: [figureMonths.month] }),
    check('published_figures_subject', oneOf(table.subject, figureSubjects)),
    check('published_figures_breakdown', oneOf(table.breakdown, figureBreakdowns)),
    check('published_figures_categories', sql`cardinality(${table.categories}) >= 1`),
    check('published_figures_count', sql`${table.count} >= 5`),
  ],
);

/**
 * How many visitors stand where, per day and language: each step counts who came to it less who went on. Of the check that is
 * only who began, and what came out. Nothing tells who they were.
 * Without visits there is no row, and steps back and forth can make a number negative.
 */
export const visitDays = pgTable(
  'visit_days',
  {
    day: date('day').notNull(),
    subject: text('subject', { enum: visitSubjects }).notNull(),
    language: text('language', { enum: languages }).notNull(),
    step: text('step').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.subject, table.language, table.step] }),
    check('visit_days_subject', oneOf(table.subject, visitSubjects)),
    check('visit_days_language', oneOf(table.language, languages)),
    check(
      'visit_days_step',
      sql`${table.step} ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(${table.step}) <= 40`,
    ),
  ],
);

/** How many days it was to the first free time of a location, looked at once a day. */
export const firstFreeDays = pgTable(
  'first_free_days',
  {
    day: date('day').notNull(),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id, { onDelete: 'cascade' }),
    /** Null when nothing was free as far ahead as can be booked. */
    days: integer('days'),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.locationId] }),
    check('first_free_days_days', sql`${table.days} >= 0`),
  ],
);
