import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { conversations } from './chat.ts';
import { instant, oneOf } from './columns.ts';
import { topics } from './places.ts';
import { referrals } from './referral.ts';
import { proposalStates } from './words.ts';

/**
 * That a casemanager proposes in a chat to hand the jongere to an organisation. Nothing goes there before the jongere agrees; then
 * there is a referral, and this row is the link by which the jongere ends it.
 */
export const referralProposals = pgTable(
  'referral_proposals',
  {
    id: uuid('id').primaryKey(),
    /** Null once the chat is forgotten, and the referral is not yet: a trigger deletes what has no referral. */
    conversationId: uuid('conversation_id').references(() => conversations.id, { onDelete: 'set null' }),
    /** The number of the message that says it. */
    seq: integer('seq').notNull(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    madeBy: uuid('made_by')
      .notNull()
      .references(() => staff.id),
    topicId: text('topic_id')
      .notNull()
      .references(() => topics.id),
    /** What would be told; gone when it is answered: what was agreed to stands in the referral. */
    told: text('told'),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    /** Until when it can be agreed to. */
    expiresAt: instant('expires_at').notNull(),
    state: text('state', { enum: proposalStates }).notNull(),
    answeredAt: instant('answered_at'),
    referralId: uuid('referral_id')
      .unique()
      .references(() => referrals.id, { onDelete: 'cascade' }),
  },
  (table) => [
    uniqueIndex('referral_proposals_one').on(table.conversationId).where(sql`${table.state} = 'proposed'`),
    index('referral_proposals_conversation').on(table.conversationId, table.createdAt),
    check('referral_proposals_state', oneOf(table.state, proposalStates)),
    check('referral_proposals_told', sql`char_length(${table.told}) between 1 and 500`),
    check('referral_proposals_expiry', sql`${table.createdAt} < ${table.expiresAt}`),
    check(
      'referral_proposals_answered',
      sql`case when ${table.state} = 'proposed' then ${table.answeredAt} is null else ${table.answeredAt} is not null and ${table.told} is null end`,
    ),
    check(
      'referral_proposals_referral',
      sql`(${table.state} in ('agreed', 'ended')) = (${table.referralId} is not null)`,
    ),
    check('referral_proposals_of', sql`num_nonnulls(${table.conversationId}, ${table.referralId}) > 0`),
  ],
);
