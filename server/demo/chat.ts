import { randomUUID } from 'node:crypto';
import type { Transaction } from '#db/client.ts';
import {
  type DemoChat,
  type DemoQuestion,
  demoChats,
  demoOwnReply,
  demoQuestions,
  demoReplies,
} from '#db/demo/chats.ts';
import { demoPhone } from '#db/demo/jongeren.ts';
import { demoTopics } from '#db/demo/places.ts';
import * as tables from '#db/schema/index.ts';
import { silentAfterMs } from '#server/chat/rules.ts';
import type { Language } from '#server/kernel/languages.ts';
import { addDays, dateInAmsterdam, startOfDate } from '#server/kernel/time.ts';
import type { Casemanager } from '#server/roster/types.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import type { Random } from './random.ts';

type NewConversation = typeof tables.conversations.$inferInsert;
type NewMessage = typeof tables.messages.$inferInsert;
type NewFigures = typeof tables.chatFigures.$inferInsert;

const second = 1000;
const hour = 3_600_000;

/**
 * Chats that people of one team had in the past days, questions that wait for an answer, and the answers that the
 * team has at hand; the first of them has one of their own.
 */
export async function insertChats(
  tx: Transaction,
  people: readonly Casemanager[],
  { now, random }: { now: number; random: Random },
): Promise<void> {
  const [self, other = self] = people;
  if (!self || !other) throw new Error('expected somebody to chat with');
  const chats = demoChats.map((chat, index) => pastChat(chat, index % 2 === 0 ? self : other, now));
  const questions = demoQuestions.map((question, index) => leftQuestion(question, index, now));
  const conversations = [...chats, ...questions];
  await tx.insert(tables.conversations).values(conversations.map(({ conversation }) => conversation));
  await tx.insert(tables.messages).values(conversations.flatMap(({ messages }) => messages));
  await tx.insert(tables.chatNotes).values(chats.flatMap(({ notes }) => notes));
  await tx
    .insert(tables.chatFigures)
    .values([...chats.map(({ figures }) => figures), ...oldFigures(now, random)]);
  await tx
    .insert(tables.cannedReplies)
    .values(
      [
        ...Object.entries(demoReplies).map(([shortcut, body]) => ({ teamId: self.team, shortcut, body })),
        { staffId: self.id, ...demoOwnReply },
      ].map((reply) => ({ id: randomUUID(), ...reply })),
    );
}

/** Numbers what was said in one conversation. */
function numbered(
  conversationId: string,
  rows: readonly Omit<NewMessage, 'conversationId' | 'seq' | 'clientId'>[],
) {
  return rows.map(
    (row, index): NewMessage => ({ conversationId, seq: index + 1, clientId: randomUUID(), ...row }),
  );
}

function pastChat(chat: DemoChat, who: Casemanager, now: number) {
  const { topic, firstName, waitedSeconds, lines, end, rating, note } = chat;
  const [hours = 0, minutes = 0] = chat.at.split(':').map(Number);
  const day = addDays(dateInAmsterdam(now), -chat.daysAgo);
  const started = startOfDate(day) + (hours * 60 + minutes) * 60 * second;
  const taken = started + waitedSeconds * second;
  const named = { staffId: who.id, data: { name: who.firstName } };
  let at = taken;
  const said = lines.map(([author, after, body]) => {
    at += after * second;
    const own = author === 'casemanager' ? named : {};
    return { author, kind: 'text' as const, body, createdAt: new Date(at), ...own };
  });
  const closed = end === 'silent' ? at + silentAfterMs : at + 90 * second;
  const closeReason = end === 'silent' ? end : ('ended' as const);
  const by = end === 'silent' ? 'system' : end;
  const id = randomUUID();
  const messages = numbered(id, [
    { author: 'system', kind: 'joined', createdAt: new Date(taken), ...named },
    ...said,
    { author: 'system', kind: 'closed', data: { by, reason: closeReason }, createdAt: new Date(closed) },
  ]);
  const lastSeq = messages.length;
  const language: Language = chat.language ?? 'nl';
  const reason = { kind: 'chat' as const, closeReason, language, rating: rating?.[0] ?? null };
  const conversation: NewConversation = {
    status: 'closed',
    id,
    topicId: topic,
    firstName,
    casemanagerId: who.id,
    lastSeq,
    ...reason,
    jongereDelivered: lastSeq,
    jongereSeen: lastSeq,
    staffDelivered: lastSeq,
    staffSeen: lastSeq,
    startedAt: new Date(started),
    waitingSince: new Date(started),
    takenAt: new Date(taken),
    closedAt: new Date(closed),
    jongereGoneAt: new Date(closed),
    ratingLine: rating?.[1] ?? null,
  };
  const figures = {
    id,
    day,
    topicId: topic,
    ahead: 0,
    waitedSeconds,
    ...reason,
    lengthSeconds: Math.round((closed - taken) / second),
    jongereMessages: said.filter(({ author }) => author === 'jongere').length,
    staffMessages: said.filter(({ author }) => author === 'casemanager').length,
  };
  const notes = note
    ? [{ id: randomUUID(), conversationId: id, staffId: who.id, at: new Date(closed), text: note }]
    : [];
  return { conversation, messages, figures, notes };
}

/** How many days back chats go. */
const pastDays = 61;

/** What is left of chats of which the words were deleted after their term: a few a working day. */
function oldFigures(now: number, random: Random): NewFigures[] {
  const { retentionDays } = settingsSchema.parse({}).chat;
  const days = Array.from({ length: pastDays - retentionDays }, (_, index) =>
    addDays(dateInAmsterdam(now), -retentionDays - 1 - index),
  ).filter((day) => Temporal.PlainDate.from(day).dayOfWeek <= 5);
  return days.flatMap((day) =>
    Array.from({ length: 1 + random.below(4) }, () => {
      const own = 2 + random.below(9);
      const ended = random.next() < 0.85;
      return {
        id: randomUUID(),
        day,
        kind: 'chat' as const,
        topicId: random.pick([...demoTopics.map(({ id }) => id), null]),
        closeReason: ended ? ('ended' as const) : ('silent' as const),
        language: random.next() < 0.1 ? ('en' as const) : ('nl' as const),
        ahead: random.below(3),
        waitedSeconds: 15 + random.below(260),
        lengthSeconds: 120 + random.below(1500),
        jongereMessages: own,
        staffMessages: own + random.below(4),
        rating: ended && random.next() < 0.6 ? random.pick([3, 3, 3, 2, 1]) : null,
      };
    }),
  );
}

function leftQuestion(
  { question, topic, hoursAgo, phone, ...known }: DemoQuestion,
  index: number,
  now: number,
) {
  const id = randomUUID();
  const at = new Date(now - hoursAgo * hour);
  const conversation: NewConversation = {
    kind: 'question',
    status: 'waiting',
    language: 'nl',
    id,
    topicId: topic,
    lastSeq: 1,
    ...known,
    startedAt: at,
    waitingSince: at,
    jongereGoneAt: at,
    phone: phone ? demoPhone(60 + index) : null,
  };
  const messages = numbered(id, [{ author: 'jongere', kind: 'text', body: question, createdAt: at }]);
  return { conversation, messages };
}
