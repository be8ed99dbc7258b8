import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { organisations, staff, teams } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { listKinds, meldingKinds, planDoers, schoolDoers, schoolSectors } from './words.ts';

/** What schools and the gemeente do in a school year, and when: see server/yearPlan. */
export const yearPlans = pgTable(
  'year_plans',
  {
    id: uuid('id').primaryKey(),
    /** Whose it is: a gemeente. */
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    name: text('name').notNull(),
    /** The year in which the school year begins. */
    schoolYear: integer('school_year').notNull(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => staff.id),
    /** Grows when its name or its schools change; a step has a version of its own. */
    version: integer('version').notNull().default(1),
  },
  (table) => [
    unique('year_plans_name').on(table.organisationId, table.schoolYear, table.name),
    check('year_plans_name_length', sql`char_length(${table.name}) between 1 and 80`),
    check('year_plans_school_year', sql`${table.schoolYear} between 2000 and 2200`),
  ],
);

/** One thing that is done in a year, between two dates, by somebody or by each school of a kind. */
export const yearPlanSteps = pgTable(
  'year_plan_steps',
  {
    id: uuid('id').primaryKey(),
    planId: uuid('plan_id')
      .notNull()
      .references(() => yearPlans.id, { onDelete: 'cascade' }),
    title: text('title').notNull(),
    note: text('note'),
    doer: text('doer', { enum: planDoers }).notNull(),
    /** Which team, when a team does it. */
    teamId: uuid('team_id').references(() => teams.id),
    /** Whether each school does it for itself; follows from `doer`. */
    forSchools: boolean('for_schools').notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    untilOn: date('until_on', { mode: 'string' }).notNull(),
    /** The same as they were meant, before weekends and holidays moved them: a copy to another year begins with these. */
    meantFrom: date('meant_from', { mode: 'string' }).notNull(),
    meantUntil: date('meant_until', { mode: 'string' }).notNull(),
    /** A melding or list of a school with which it is done; null where somebody has to say so. */
    meldingKind: text('melding_kind', { enum: meldingKinds }),
    listKind: text('list_kind', { enum: listKinds }),
    version: integer('version').notNull().default(1),
  },
  (table) => [
    index('year_plan_steps_plan').on(table.planId, table.fromOn),
    // For the key of the marks, which keeps one of a school with a step for schools.
    unique('year_plan_steps_for_schools').on(table.id, table.forSchools),
    check('year_plan_steps_title', sql`char_length(${table.title}) between 1 and 120`),
    check('year_plan_steps_note', sql`char_length(${table.note}) between 1 and 500`),
    check('year_plan_steps_doer', oneOf(table.doer, planDoers)),
    check('year_plan_steps_team', sql`(${table.doer} = 'team') = (${table.teamId} is not null)`),
    check('year_plan_steps_schools', sql`${table.forSchools} = (${oneOf(table.doer, schoolDoers)})`),
    check(
      'year_plan_steps_done_by',
      sql`${table.forSchools} or num_nonnulls(${table.meldingKind}, ${table.listKind}) = 0`,
    ),
    check('year_plan_steps_melding', oneOf(table.meldingKind, meldingKinds)),
    check('year_plan_steps_list', oneOf(table.listKind, listKinds)),
    check(
      'year_plan_steps_dates',
      sql`${table.untilOn} - ${table.fromOn} between 0 and 366 and ${table.meantUntil} - ${table.meantFrom} between 0 and 366`,
    ),
  ],
);

/** That somebody said that a step is done: for a school, or of the gemeente. */
export const yearPlanMarks = pgTable(
  'year_plan_marks',
  {
    stepId: uuid('step_id').notNull(),
    forSchools: boolean('for_schools').notNull(),
    organisationId: uuid('organisation_id').references(() => organisations.id),
    at: instant('at').notNull(),
    by: uuid('by')
      .notNull()
      .references(() => staff.id),
  },
  (table) => [
    foreignKey({
      name: 'year_plan_marks_step',
      columns: [table.stepId, table.forSchools],
      foreignColumns: [yearPlanSteps.id, yearPlanSteps.forSchools],
    }).onDelete('cascade'),
    unique('year_plan_marks_once').on(table.stepId, table.organisationId).nullsNotDistinct(),
    check('year_plan_marks_school', sql`${table.forSchools} = (${table.organisationId} is not null)`),
  ],
);

/** What a school is in a plan. Of whom nothing is said here takes part in all that schools do. */
export const yearPlanSchools = pgTable(
  'year_plan_schools',
  {
    planId: uuid('plan_id')
      .notNull()
      .references(() => yearPlans.id, { onDelete: 'cascade' }),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    sector: text('sector', { enum: schoolSectors }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'year_plan_schools_school', columns: [table.planId, table.organisationId] }),
    check('year_plan_schools_sector', oneOf(table.sector, schoolSectors)),
  ],
);
