import { sql } from 'drizzle-orm';
import { check, date, index, integer, pgTable, smallint, text, uuid } from 'drizzle-orm/pg-core';
import { closeReason, conversationKind, language } from './chat.ts';
import { topics } from './places.ts';

/** What remains of a conversation when it is forgotten: numbers, and nothing of what was said or by whom. */
export const chatFigures = pgTable(
  'chat_figures',
  {
    /** That of the conversation: once that is forgotten, nothing else carries it. */
    id: uuid('id').primaryKey(),
    day: date('day').notNull(),
    kind: conversationKind('kind').notNull(),
    /** Null when the jongere named none, and for what the release before this one stored. */
    topicId: text('topic_id').references(() => topics.id),
    closeReason: closeReason('close_reason').notNull(),
    language: language('language').notNull(),
    ahead: integer('ahead').notNull(),
    /** Null when nobody took it. */
    waitedSeconds: integer('waited_seconds'),
    lengthSeconds: integer('length_seconds').notNull(),
    jongereMessages: integer('jongere_messages').notNull(),
    staffMessages: integer('staff_messages').notNull(),
    rating: smallint('rating'),
  },
  (table) => [
    index('chat_figures_day').on(table.day),
    check('chat_figures_rating', sql`${table.rating} between 1 and 3`),
  ],
);
