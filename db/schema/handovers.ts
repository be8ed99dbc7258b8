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
import { staff, teams } from './accounts.ts';
import { instant, oneOf, onlyOf } from './columns.ts';
import { trajecten } from './trajecten.ts';
import { handoverParts, handoverStates, handoverTalks } from './words.ts';

/** That an owner offers a traject to somebody else, who may refuse it; until it is accepted it stays with the giver. */
export const handovers = pgTable(
  'handovers',
  {
    id: uuid('id').primaryKey(),
    trajectId: uuid('traject_id')
      .notNull()
      .references(() => trajecten.id, { onDelete: 'cascade' }),
    state: text('state', { enum: handoverStates }).notNull().default('offered'),
    offeredBy: uuid('offered_by')
      .notNull()
      .references(() => staff.id),
    /** To somebody here, to a team of this or another gemeente here, or to a gemeente without accounts, in words. */
    toStaffId: uuid('to_staff_id').references(() => staff.id),
    toTeamId: uuid('to_team_id').references(() => teams.id),
    toOutside: text('to_outside'),
    /** Where the link of their sealed page goes. */
    toEmail: text('to_email'),
    reason: text('reason').notNull(),
    /** How it is warm; null when it is not. */
    talk: text('talk', { enum: handoverTalks }),
    talkOn: date('talk_on', { mode: 'string' }),
    /** What the jongere agreed to be shared, part by part. */
    parts: text('parts', { enum: handoverParts }).array().notNull(),
    offeredAt: instant('offered_at').notNull(),
    settledAt: instant('settled_at'),
    settledBy: uuid('settled_by').references(() => staff.id),
    /** Who answered on a sealed page, and what they do there, as they say it. */
    settledName: text('settled_name'),
    settledFunction: text('settled_function'),
    refusal: text('refusal'),
    /**
     * Of a sealed page: which link and code it is by now, SHA-256 of both, until when it opens, and how often a wrong code was tried since
     * the last right one.
     */
    generation: integer('generation').notNull().default(1),
    tokenHash: text('token_hash').unique(),
    codeHash: text('code_hash'),
    expiresAt: instant('expires_at'),
    wrongCodes: integer('wrong_codes').notNull().default(0),
  },
  (table) => [
    uniqueIndex('handovers_offered').on(table.trajectId).where(sql`${table.state} = 'offered'`),
    index('handovers_traject').on(table.trajectId, table.offeredAt),
    index('handovers_to_staff').on(table.toStaffId).where(sql`${table.state} = 'offered'`),
    index('handovers_to_team').on(table.toTeamId).where(sql`${table.state} = 'offered'`),
    check('handovers_state', oneOf(table.state, handoverStates)),
    check('handovers_to', sql`num_nonnulls(${table.toStaffId}, ${table.toTeamId}, ${table.toOutside}) = 1`),
    check('handovers_reason', sql`char_length(${table.reason}) between 1 and 500`),
    check('handovers_to_outside', sql`char_length(${table.toOutside}) between 1 and 120`),
    check('handovers_talk', oneOf(table.talk, handoverTalks)),
    check('handovers_warm', sql`(${table.talk} is null) = (${table.talkOn} is null)`),
    check('handovers_parts', onlyOf(table.parts, handoverParts)),
    check('handovers_settled', sql`(${table.state} = 'offered') = (${table.settledAt} is null)`),
    check('handovers_refused', sql`(${table.state} = 'refused') = (${table.refusal} is not null)`),
    check('handovers_refusal', sql`char_length(${table.refusal}) between 1 and 500`),
    check(
      'handovers_sealed',
      sql`num_nonnulls(${table.toEmail}, ${table.tokenHash}, ${table.codeHash}, ${table.expiresAt}) = case when ${table.toOutside} is null then 0 else 4 end`,
    ),
    check(
      'handovers_settled_outside',
      sql`num_nonnulls(${table.settledName}, ${table.settledFunction}) = case when ${table.toOutside} is not null and ${table.state} in ('accepted', 'refused') then 2 else 0 end`,
    ),
    check(
      'handovers_settled_names',
      sql`char_length(${table.settledName}) between 1 and 120 and char_length(${table.settledFunction}) between 1 and 120`,
    ),
  ],
);

/** Each time that a sealed page was opened, or a code for it was wrong. */
export const handoverOpenings = pgTable(
  'handover_openings',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    handoverId: uuid('handover_id')
      .notNull()
      .references(() => handovers.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    opened: boolean('opened').notNull(),
  },
  (table) => [index('handover_openings_handover').on(table.handoverId, table.at)],
);
