import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { organisations, staff } from './accounts.ts';
import { instant, oneOf, onlyOf } from './columns.ts';
import { webhookEvents as eventWords, webhookKinds } from './words.ts';

/** Systems of organisations that hear what happened. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: uuid('id').primaryKey(),
    organisationId: uuid('organisation_id')
      .notNull()
      .references(() => organisations.id),
    /** Which system it is. */
    name: text('name').notNull(),
    url: text('url').notNull(),
    /** Of what it hears. */
    kinds: text('kinds', { enum: webhookKinds }).array().notNull(),
    /** The number of the organisation in the OIN register, of which the source is made; null for the address of this site. */
    oin: text('oin'),
    /** Sealed. Signs what is sent; the one before it signs along for a day. */
    secret: text('secret').notNull(),
    formerSecret: text('former_secret'),
    formerUntil: instant('former_until'),
    createdAt: instant('created_at').notNull(),
    createdBy: uuid('created_by')
      .notNull()
      .references(() => staff.id),
    /** Since when nothing is sent, because nothing was taken for too long; until a beheerder goes on. */
    disabledAt: instant('disabled_at'),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('webhooks_organisation').on(table.organisationId),
    check('webhooks_name', sql`char_length(${table.name}) between 1 and 80`),
    check('webhooks_url', sql`${table.url} ~ '^https?://' and char_length(${table.url}) <= 500`),
    check('webhooks_kinds', onlyOf(table.kinds, webhookKinds)),
    check('webhooks_some_kind', sql`cardinality(${table.kinds}) > 0`),
    check('webhooks_oin', sql`${table.oin} ~ '^[0-9]{20}$'`),
    check('webhooks_former', sql`(${table.formerSecret} is null) = (${table.formerUntil} is null)`),
  ],
);

/**
 * What a system is to hear, and how that went. Written by triggers on the history and on published figures, in the transaction of
 * what happened (migration of this table). No name, contact or token is in it.
 */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    /** The id of the event for whoever gets it, however often it is sent. */
    id: uuid('id').primaryKey().defaultRandom(),
    /** The order in which things happened to a subject. */
    number: bigint('number', { mode: 'number' }).generatedAlwaysAsIdentity(),
    webhookId: uuid('webhook_id')
      .notNull()
      .references(() => webhooks.id, { onDelete: 'cascade' }),
    event: text('event', { enum: eventWords }).notNull(),
    /** What it is about: the id of an afspraak or a referral, a month, or the webhook itself. */
    subject: text('subject').notNull(),
    at: instant('at').notNull(),
    /** As it stood then. */
    data: jsonb('data').notNull(),
    /** Since when it is tried: when it happened, or when somebody asked to send it once more. */
    dueFrom: instant('due_from').notNull(),
    attempts: integer('attempts').notNull().default(0),
    nextAt: instant('next_at').notNull(),
    /** Of the last attempt: when, and what came back. */
    triedAt: instant('tried_at'),
    status: integer('status'),
    answer: text('answer'),
    deliveredAt: instant('delivered_at'),
  },
  (table) => [
    index('webhook_events_due').on(table.nextAt).where(sql`${table.deliveredAt} is null`),
    index('webhook_events_of').on(table.webhookId, table.number),
    index('webhook_events_subject')
      .on(table.webhookId, table.subject, table.number)
      .where(sql`${table.deliveredAt} is null`),
    check('webhook_events_event', oneOf(table.event, eventWords)),
    check('webhook_events_answer', sql`char_length(${table.answer}) <= 200`),
  ],
);
