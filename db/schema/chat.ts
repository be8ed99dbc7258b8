import { type SQL, sql } from 'drizzle-orm';
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from 'drizzle-orm/pg-core';
import { staff, teams } from './accounts.ts';
import { appointments } from './booking.ts';
import { instant } from './columns.ts';
import { foldedText } from './foldText.ts';
import { topics } from './places.ts';
import {
  answerWays,
  closeReasons,
  conversationKinds,
  conversationStatuses,
  languages,
  messageAuthors,
  messageKinds,
  presenceStatuses,
  reachWays,
} from './words.ts';

// PostgreSQL reads every check of a table anew for each statement that writes to it. The first two tables are written to
// for every message: lists of words are types here, lengths are those of columns, and what must hold of a conversation is
// looked at by a trigger (in migration 0005) when something of it is written that a message leaves alone.
export const conversationKind = pgEnum('chat_kind', conversationKinds);
export const conversationStatus = pgEnum('chat_status', conversationStatuses);
export const closeReason = pgEnum('chat_close_reason', closeReasons);
export const messageAuthor = pgEnum('chat_author', messageAuthors);
export const messageKind = pgEnum('chat_message_kind', messageKinds);
export const presenceStatus = pgEnum('chat_presence_status', presenceStatuses);
export const answerWay = pgEnum('chat_answer_way', answerWays);
export const language = pgEnum('chat_language', languages);
export const reachWay = pgEnum('chat_reach_way', reachWays);

/**
 * A chat of a jongere whom nobody need know, or a question that was left. Each message changes its row, so there is an
 * index on nothing that a message changes, and room in each page for what changes (in migration 0005).
 */
export const conversations = pgTable(
  'chat_conversations',
  {
    id: uuid('id').primaryKey(),
    kind: conversationKind('kind').notNull(),
    status: conversationStatus('status').notNull(),
    /** SHA-256 of what opens it for the jongere; null for a question without a chat. */
    tokenHash: text('token_hash').unique(),
    /** SHA-256 of the key under which a browser tab started it: a repeat gives the same one. */
    startKeyHash: text('start_key_hash').unique(),
    language: language('language').notNull(),
    topicId: text('topic_id').references(() => topics.id),
    firstName: varchar('first_name', { length: 80 }),
    /** As it is searched: see server/search/findChats.ts. */
    firstNameFolded: text('first_name_folded').generatedAlwaysAs(
      (): SQL => foldedText(conversations.firstName),
    ),
    casemanagerId: uuid('casemanager_id').references(() => staff.id, { onDelete: 'set null' }),

    /** The number of the newest message; numbers have no gaps. */
    lastSeq: integer('last_seq').notNull().default(0),
    /** Up to which number each side received and saw what the other wrote. */
    jongereDelivered: integer('jongere_delivered').notNull().default(0),
    jongereSeen: integer('jongere_seen').notNull().default(0),
    staffDelivered: integer('staff_delivered').notNull().default(0),
    staffSeen: integer('staff_seen').notNull().default(0),
    /** Something the jongere wrote points to danger. */
    danger: boolean('danger').notNull().default(false),

    startedAt: instant('started_at').notNull(),
    /** Since when it waits, and is ordered by. */
    waitingSince: instant('waiting_since').notNull(),
    /** It waits again because its casemanager was lost, or because the jongere went on: before all others. */
    returned: boolean('returned').notNull().default(false),
    /** How many waited before it when it began to wait. */
    ahead: integer('ahead').notNull().default(0),
    /** When somebody first took it. */
    takenAt: instant('taken_at'),
    /** Since when its casemanager has it without a word of theirs; null once they said something. */
    unansweredSince: instant('unanswered_since'),
    /** Since when it is the jongere's turn: the first word of the casemanager after their last. */
    jongereTurnAt: instant('jongere_turn_at'),
    /** When the jongere was asked whether they are still there; null after each word of theirs. */
    askedAt: instant('asked_at'),
    closedAt: instant('closed_at'),
    closeReason: closeReason('close_reason'),

    /** The process to which the jongere is connected, and since when they are not; see `chat_processes`. */
    jongereProcess: uuid('jongere_process'),
    jongereGoneAt: instant('jongere_gone_at'),
    /** Whose browser it is, for a block of a day: cannot be turned back into an address, and goes when the day ends. */
    visitorKey: text('visitor_key'),

    /** Of a question: how to reach who asked, and how it was answered. */
    email: text('email'),
    phone: text('phone'),
    reachBy: reachWay('reach_by'),
    answeredBy: answerWay('answered_by'),

    /** 1 is sad, 3 is glad. */
    rating: smallint('rating'),
    ratingLine: varchar('rating_line', { length: 300 }),
  },
  (table) => [
    index('chat_conversations_open')
      .on(table.status, table.waitingSince)
      .where(sql`${table.status} <> 'closed'`),
    index('chat_conversations_questions').on(table.startedAt).where(sql`${table.kind} = 'question'`),
    index('chat_conversations_closed').on(table.closedAt).where(sql`${table.status} = 'closed'`),
    // No message changes a name.
    index('chat_conversations_search').using('gin', table.firstNameFolded.op('gin_trgm_ops')),
  ],
);

/** All that was said in a conversation, in order; what happened to it stands between the words. */
export const messages = pgTable(
  'chat_messages',
  {
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    seq: integer('seq').notNull(),
    /** Made by who sent it, so that a repeat is known; the server makes one for its own. */
    clientId: uuid('client_id').notNull(),
    author: messageAuthor('author').notNull(),
    kind: messageKind('kind').notNull(),
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'set null' }),
    body: varchar('body', { length: 2000 }).notNull().default(''),
    /** What belongs to its kind: a name, a topic, the afspraak; see `server/chat/schema.ts`. */
    data: jsonb('data').$type<Record<string, string | number | number[]>>().notNull().default({}),
    danger: boolean('danger').notNull().default(false),
    /** Of a booked one: wiped with the afspraak. */
    appointmentId: uuid('appointment_id').references(() => appointments.id, { onDelete: 'set null' }),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.seq] }),
    unique('chat_messages_client').on(table.conversationId, table.clientId),
    // Of two tabs that choose from one offer at once, one tells of the afspraak.
    uniqueIndex('chat_messages_booked')
      .on(table.conversationId, sql`(${table.data} ->> 'offer')`)
      .where(sql`${table.kind} = 'booked'`),
    index('chat_messages_appointment').on(table.appointmentId).where(sql`${table.appointmentId} is not null`),
    check(
      'chat_messages_text',
      sql`(${table.kind} = 'text') = (${table.body} <> '') and (${table.kind} <> 'text' or ${table.author} <> 'system')`,
    ),
  ],
);

/** Notes of casemanagers among each other; the jongere never sees them. */
export const chatNotes = pgTable(
  'chat_notes',
  {
    id: uuid('id').primaryKey(),
    conversationId: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
    at: instant('at').notNull(),
    text: text('text').notNull(),
    /** As it is searched: see server/search/findChats.ts. */
    textFolded: text('text_folded').generatedAlwaysAs((): SQL => foldedText(chatNotes.text)),
  },
  (table) => [
    index('chat_notes_conversation').on(table.conversationId),
    index('chat_notes_search').using('gin', table.textFolded.op('gin_trgm_ops')),
    check('chat_notes_text', sql`char_length(${table.text}) between 1 and 500`),
  ],
);

/** Answers that are often needed, of one casemanager or of a whole team. */
export const cannedReplies = pgTable(
  'chat_canned_replies',
  {
    id: uuid('id').primaryKey(),
    /** Null for one of a team. */
    staffId: uuid('staff_id').references(() => staff.id, { onDelete: 'cascade' }),
    /** Null for one of a casemanager. */
    teamId: uuid('team_id').references(() => teams.id, { onDelete: 'cascade' }),
    /** The name of the team, for processes of the release before this one, kept by a trigger (decision 0035). */
    teamName: text('team').notNull().default(''),
    /** What is typed after a slash to find it, `welkom`. */
    shortcut: text('shortcut').notNull(),
    body: text('body').notNull(),
  },
  (table) => [
    unique('chat_canned_replies_shortcut').on(table.teamId, table.staffId, table.shortcut).nullsNotDistinct(),
    check('chat_canned_replies_owner', sql`(${table.staffId} is null) <> (${table.teamId} is null)`),
    check('chat_canned_replies_shortcut_word', sql`${table.shortcut} ~ '^[a-z0-9][a-z0-9-]{0,29}$'`),
    check('chat_canned_replies_body', sql`char_length(${table.body}) between 1 and 2000`),
  ],
);

/** Who of the casemanagers is there for chats. `seenAt` is kept fresh by the process they are connected to. */
export const chatPresence = pgTable('chat_presence', {
  staffId: uuid('staff_id')
    .primaryKey()
    .references(() => staff.id, { onDelete: 'cascade' }),
  status: presenceStatus('status').notNull(),
  /** Null as long as they never connected. */
  seenAt: instant('seen_at'),
  /** When they last had the inbox in view. */
  watchedAt: instant('watched_at'),
});

/** The server processes that carry chats: who is connected to one that is gone is gone too. */
export const chatProcesses = pgTable('chat_processes', {
  id: uuid('id').primaryKey(),
  startedAt: instant('started_at').notNull(),
  seenAt: instant('seen_at').notNull(),
});

/** A browser that may start no chat any more today. */
export const chatBlocks = pgTable(
  'chat_blocks',
  {
    visitorKey: text('visitor_key').notNull(),
    day: date('day').notNull(),
    staffId: uuid('staff_id')
      .notNull()
      .references(() => staff.id),
  },
  (table) => [primaryKey({ columns: [table.day, table.visitorKey] })],
);

/** The secret of a day under which `visitor_key` is made, together with the server's own; gone when the day is over. */
export const chatDaySecrets = pgTable('chat_day_secrets', {
  day: date('day').primaryKey(),
  secret: text('secret').notNull(),
});
