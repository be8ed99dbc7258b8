import { sql } from 'drizzle-orm';
import { bigint, check, index, jsonb, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { appointments } from './booking.ts';
import { conversations } from './chat.ts';
import { instant, oneOf } from './columns.ts';
import { handovers } from './handovers.ts';
import { referrals } from './referral.ts';
import { trajectInvitations } from './trajecten.ts';
import { waitingList } from './waitingList.ts';
import { webhooks } from './webhooks.ts';
import {
  appointmentNoticeKinds,
  noticeChannels,
  noticeKinds,
  noticeReceivers,
  noticeStates,
} from './words.ts';
import { yearPlanSteps } from './yearPlans.ts';

/**
 * What is to be sent, one row per change, receiver and channel, written in the transaction of the change. It holds no words and
 * nobody's address: both are read from what it is about at the moment of sending, see server/notifications.
 */
export const outbox = pgTable(
  'outbox',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** What change, to whom, by which way: one such message is made once. */
    key: text('key').notNull().unique(),
    /** What it was made to say; what it says is decided when it is sent, and written here then. */
    kind: text('kind', { enum: noticeKinds }).notNull(),
    channel: text('channel', { enum: noticeChannels }).notNull(),
    receiver: text('receiver', { enum: noticeReceivers }).notNull(),
    /** Who of staff gets it; null when it is not for staff. */
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    appointmentId: uuid('appointment_id').references(() => appointments.id, { onDelete: 'cascade' }),
    waitingId: uuid('waiting_id').references(() => waitingList.id, { onDelete: 'cascade' }),
    referralId: uuid('referral_id').references(() => referrals.id, { onDelete: 'cascade' }),
    invitationId: uuid('invitation_id').references(() => trajectInvitations.id, { onDelete: 'cascade' }),
    conversationId: uuid('conversation_id').references(() => conversations.id, { onDelete: 'cascade' }),
    /** Of an account: whose. */
    accountId: uuid('account_id').references(() => staff.id, { onDelete: 'cascade' }),
    webhookId: uuid('webhook_id').references(() => webhooks.id, { onDelete: 'cascade' }),
    handoverId: uuid('handover_id').references(() => handovers.id, { onDelete: 'cascade' }),
    planStepId: uuid('plan_step_id').references(() => yearPlanSteps.id, { onDelete: 'cascade' }),
    /** Which change of it; of a reminder the start (epoch ms) that it is for, of a link when it is over; of a step the day by which it is to be done. */
    version: bigint('version', { mode: 'number' }).notNull(),
    state: text('state', { enum: noticeStates }).notNull().default('created'),
    createdAt: instant('created_at').notNull(),
    /** When it is its turn; of what is being sent, when that counts as lost. Null when nothing is to be done any more. */
    nextAt: instant('next_at'),
    attempts: smallint('attempts').notNull().default(0),
    /** How what it is about stood as the receiver was told it: the next message says what changed since. No words of a person. */
    told: jsonb('told').$type<Record<string, unknown>>(),
    sentAt: instant('sent_at'),
    /** When it was known how it ended. */
    settledAt: instant('settled_at'),
    /** What the mail server or the provider calls it. */
    providerId: text('provider_id'),
    /** Why it was not delivered or sent: a word of ours, or the status code of a mail server (RFC 3463). Never its text. */
    reason: text('reason'),
  },
  (table) => [
    index('outbox_due').on(table.nextAt).where(sql`${table.nextAt} is not null`),
    index('outbox_appointment').on(table.appointmentId).where(sql`${table.appointmentId} is not null`),
    index('outbox_waiting').on(table.waitingId).where(sql`${table.waitingId} is not null`),
    index('outbox_referral').on(table.referralId).where(sql`${table.referralId} is not null`),
    index('outbox_invitation').on(table.invitationId).where(sql`${table.invitationId} is not null`),
    index('outbox_conversation').on(table.conversationId).where(sql`${table.conversationId} is not null`),
    index('outbox_account').on(table.accountId).where(sql`${table.accountId} is not null`),
    index('outbox_webhook').on(table.webhookId).where(sql`${table.webhookId} is not null`),
    index('outbox_handover').on(table.handoverId).where(sql`${table.handoverId} is not null`),
    index('outbox_plan_step').on(table.planStepId).where(sql`${table.planStepId} is not null`),
    index('outbox_provider').on(table.providerId).where(sql`${table.providerId} is not null`),
    index('outbox_failed').on(table.settledAt).where(sql`${table.state} = 'permanent-failure'`),
    index('outbox_created').using('brin', table.createdAt),
    check('outbox_kind', oneOf(table.kind, noticeKinds)),
    check('outbox_channel', oneOf(table.channel, noticeChannels)),
    check('outbox_receiver', oneOf(table.receiver, noticeReceivers)),
    check('outbox_state', oneOf(table.state, noticeStates)),
    check('outbox_staff', sql`(${table.receiver} = 'staff') = (${table.staffId} is not null)`),
    check(
      'outbox_about',
      sql`num_nonnulls(${table.appointmentId}, ${table.waitingId}, ${table.referralId}, ${table.invitationId}, ${table.conversationId}, ${table.accountId}, ${table.webhookId}, ${table.handoverId}, ${table.planStepId}) = 1`,
    ),
    check(
      'outbox_of_appointment',
      sql`(${table.appointmentId} is not null) = (${oneOf(table.kind, appointmentNoticeKinds)})`,
    ),
    check(
      'outbox_turn',
      sql`case when ${table.state} in ('created', 'temporary-failure') then ${table.nextAt} is not null
        when ${table.state} = 'sending' then true else ${table.nextAt} is null end`,
    ),
    check(
      'outbox_settled',
      sql`(${table.settledAt} is not null) = (${table.state} in ('delivered', 'permanent-failure', 'dropped'))`,
    ),
    check('outbox_reason', sql`${table.reason} ~ '^[a-z0-9][a-z0-9.-]{0,60}$'`),
  ],
);
