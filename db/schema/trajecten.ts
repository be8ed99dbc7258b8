import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
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
import { staff } from './accounts.ts';
import { appointments } from './booking.ts';
import { instant, oneOf } from './columns.ts';
import { jongeren } from './jongeren.ts';
import { referrals } from './referral.ts';
import {
  askAgainAfter,
  contactOutcomes,
  contactParties,
  contactWays,
  dayParts,
  destinationChecks,
  destinations,
  invitationAnswers,
  invitationEnds,
  invitationWays,
  nextActions,
  trajectStates,
} from './words.ts';

/**
 * What is done about a jongere, from the first melding until it is known where they went. One is open per jongere at most, and it
 * has an owner, a next action and its date: decision 0080. Triggers of migration 0061 keep its owner somebody who works here.
 */
export const trajecten = pgTable(
  'trajecten',
  {
    id: uuid('id').primaryKey(),
    jongereId: uuid('jongere_id')
      .notNull()
      .references(() => jongeren.id),
    state: text('state', { enum: trajectStates }).notNull().default('nieuw'),
    /** Until it is assigned: who divides what is new of that team. */
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => staff.id),
    assignedAt: instant('assigned_at'),
    nextAction: text('next_action', { enum: nextActions }),
    nextOn: date('next_on', { mode: 'string' }),
    /** A word of the owner to themselves about that. */
    nextNote: text('next_note'),
    openedAt: instant('opened_at').notNull(),
    /**
     * When it was first tried to reach the jongere; when somebody first spoke with them; when the intake was; when there was a plan;
     * when it was opened again last. For figures.
     */
    approachedAt: instant('approached_at'),
    reachedAt: instant('reached_at'),
    intakeAt: instant('intake_at'),
    startedAt: instant('started_at'),
    reopenedAt: instant('reopened_at'),
    closedAt: instant('closed_at'),
    destination: text('destination', { enum: destinations }),
    destinationCheck: text('destination_check', { enum: destinationChecks }),
    /** Where exactly. */
    destinationNote: text('destination_note'),
    /** Until then it stands still, in `gepauzeerd`, `niet-bereikt` and `wil-niet`. */
    lookAgainOn: date('look_again_on', { mode: 'string' }),
    /** The one that goes on instead, of a jongere who was taken for two. */
    joinedIntoId: uuid('joined_into_id').references((): AnyPgColumn => trajecten.id),
    version: integer('version').notNull().default(1),
    wipedAt: instant('wiped_at'),
    /** How many gesprekken were held, for figures; kept when the jongere is forgotten and they are not joined to it any more. */
    talks: integer('talks'),
  },
  (table) => [
    uniqueIndex('trajecten_open')
      .on(table.jongereId)
      .where(sql`${table.closedAt} is null and ${table.joinedIntoId} is null`),
    // The worklist: mine, and that of my team, what is due first. The last column is only counted.
    index('trajecten_owner')
      .on(table.ownerId, table.nextOn, table.id, table.assignedAt)
      .where(sql`${table.closedAt} is null and ${table.joinedIntoId} is null`),
    index('trajecten_jongere').on(table.jongereId, table.openedAt),
    index('trajecten_closed').on(table.closedAt).where(sql`${table.closedAt} is not null`),
    index('trajecten_joined').on(table.joinedIntoId).where(sql`${table.joinedIntoId} is not null`),
    check('trajecten_state', oneOf(table.state, trajectStates)),
    check('trajecten_next_action', oneOf(table.nextAction, nextActions)),
    check('trajecten_destination', oneOf(table.destination, destinations)),
    check('trajecten_destination_check', oneOf(table.destinationCheck, destinationChecks)),
    check(
      'trajecten_next',
      sql`case when ${table.closedAt} is null then num_nonnulls(${table.nextAction}, ${table.nextOn}) = 2 else num_nonnulls(${table.nextAction}, ${table.nextOn}, ${table.nextNote}) = 0 end`,
    ),
    check('trajecten_closed_state', sql`(${table.state} = 'afgesloten') = (${table.closedAt} is not null)`),
    check(
      'trajecten_closed_destination',
      sql`(${table.closedAt} is not null) = (${table.destination} is not null)`,
    ),
    check(
      'trajecten_checked',
      sql`(${table.destination} in ('training', 'work-and-learn', 'work', 'care')) <= (${table.destinationCheck} is not null)`,
    ),
    check(
      'trajecten_look_again',
      sql`(${table.state} in ('gepauzeerd', 'niet-bereikt', 'wil-niet')) = (${table.lookAgainOn} is not null)`,
    ),
    check('trajecten_talks', sql`${table.talks} >= 0`),
    check('trajecten_joined_other', sql`${table.joinedIntoId} is distinct from ${table.id}`),
    check('trajecten_next_note', sql`char_length(${table.nextNote}) between 1 and 200`),
    check('trajecten_destination_note', sql`char_length(${table.destinationNote}) between 1 and 300`),
    check(
      'trajecten_wiped',
      sql`${table.wipedAt} is null or num_nonnulls(${table.nextNote}, ${table.destinationNote}) = 0`,
    ),
  ],
);

/** That somebody tried to reach a jongere, or those around them, and what came of it. */
export const contactAttempts = pgTable(
  'contact_attempts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    trajectId: uuid('traject_id')
      .notNull()
      .references(() => trajecten.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    way: text('way', { enum: contactWays }).notNull(),
    party: text('party', { enum: contactParties }).notNull(),
    outcome: text('outcome', { enum: contactOutcomes }).notNull(),
    note: text('note'),
  },
  (table) => [
    index('contact_attempts_traject').on(table.trajectId, table.at),
    check('contact_attempts_way', oneOf(table.way, contactWays)),
    check('contact_attempts_party', oneOf(table.party, contactParties)),
    check('contact_attempts_outcome', oneOf(table.outcome, contactOutcomes)),
    check('contact_attempts_note', sql`char_length(${table.note}) between 1 and 500`),
  ],
);

/** Afspraken and referrals that a casemanager joined to a traject; taken off again nothing of them is lost. */
export const trajectLinks = pgTable(
  'traject_links',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    trajectId: uuid('traject_id')
      .notNull()
      .references(() => trajecten.id, { onDelete: 'cascade' }),
    appointmentId: uuid('appointment_id')
      .unique()
      .references(() => appointments.id, { onDelete: 'cascade' }),
    referralId: uuid('referral_id')
      .unique()
      .references(() => referrals.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    staffId: uuid('staff_id').references(() => staff.id),
    /** How the afspraak stood when its traject last followed it: see server/gesprekken/rules.ts. */
    followed: text('followed'),
    /** The afspraak may stand otherwise since: a trigger of migration 0073 says so, whoever changed it. */
    toFollow: boolean('to_follow').notNull().default(true),
  },
  (table) => [
    index('traject_links_traject').on(table.trajectId),
    index('traject_links_to_follow')
      .on(table.id)
      .where(sql`${table.toFollow} and ${table.appointmentId} is not null`),
    check('traject_links_one', sql`num_nonnulls(${table.appointmentId}, ${table.referralId}) = 1`),
  ],
);

/** The private link by which a jongere answers an invitation, or chooses a time. The database holds the SHA-256 of its token. */
export const trajectInvitations = pgTable(
  'traject_invitations',
  {
    id: uuid('id').primaryKey(),
    trajectId: uuid('traject_id')
      .notNull()
      .references(() => trajecten.id, { onDelete: 'cascade' }),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => staff.id),
    way: text('way', { enum: invitationWays }).notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
    endedWhy: text('ended_why', { enum: invitationEnds }),
    /** What the jongere answered last, and when; all of it as told, not checked. */
    answer: text('answer', { enum: invitationAnswers }),
    answeredAt: instant('answered_at'),
    /** Where: which school, what work. */
    answerWhere: text('answer_where'),
    /** On which number they are called, E.164, and at what time of day. */
    answerPhone: text('answer_phone'),
    answerPart: text('answer_part', { enum: dayParts }),
    /** After how many months they are asked again. */
    answerAgain: text('answer_again', { enum: askAgainAfter }),
    /** The afspraak that was made with it. */
    appointmentId: uuid('appointment_id').references(() => appointments.id, { onDelete: 'set null' }),
  },
  (table) => [
    uniqueIndex('traject_invitations_one').on(table.trajectId).where(sql`${table.endedAt} is null`),
    index('traject_invitations_traject').on(table.trajectId, table.createdAt),
    index('traject_invitations_appointment')
      .on(table.appointmentId)
      .where(sql`${table.appointmentId} is not null`),
    check('traject_invitations_expiry', sql`${table.createdAt} < ${table.expiresAt}`),
    check('traject_invitations_answer', oneOf(table.answer, invitationAnswers)),
    check('traject_invitations_answered', sql`(${table.answer} is null) = (${table.answeredAt} is null)`),
    check('traject_invitations_way', oneOf(table.way, invitationWays)),
    check('traject_invitations_ended', sql`(${table.endedAt} is null) = (${table.endedWhy} is null)`),
    check('traject_invitations_ended_why', oneOf(table.endedWhy, invitationEnds)),
    check(
      'traject_invitations_where',
      sql`${table.answerWhere} is null or coalesce(${table.answer} in ('has-school', 'works'), false)`,
    ),
    check(
      'traject_invitations_call',
      sql`num_nonnulls(${table.answerPhone}, ${table.answerPart}) = 0 or coalesce(${table.answer} = 'call-me', false)`,
    ),
    check(
      'traject_invitations_again',
      sql`${table.answerAgain} is null or coalesce(${table.answer} = 'not-now', false)`,
    ),
    check('traject_invitations_part', oneOf(table.answerPart, dayParts)),
    check('traject_invitations_again_words', oneOf(table.answerAgain, askAgainAfter)),
    check('traject_invitations_where_length', sql`char_length(${table.answerWhere}) between 1 and 300`),
  ],
);
