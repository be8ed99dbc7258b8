import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { bytes, instant, oneOf } from './columns.ts';
import { noticeChannels } from './words.ts';

/** What a demo would have sent. Never a row of it where Doorstart serves a gemeente. */
export const demoMessages = pgTable(
  'demo_messages',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    at: instant('at').notNull(),
    channel: text('channel', { enum: noticeChannels }).notNull(),
    /** A mail address, or a telephone number (E.164). */
    recipient: text('recipient').notNull(),
    /** Null for a text message. */
    subject: text('subject'),
    /** A mail as it would go over the line (RFC 5322), or the words of a text message in UTF-8. */
    raw: bytes('raw').notNull(),
  },
  (table) => [
    index('demo_messages_at').on(table.at),
    check('demo_messages_channel', oneOf(table.channel, noticeChannels)),
    check('demo_messages_subject', sql`(${table.channel} = 'email') = (${table.subject} is not null)`),
  ],
);
