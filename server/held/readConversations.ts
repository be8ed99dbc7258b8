import { asc, eq, inArray, or } from 'drizzle-orm';
import {
  conversations,
  messages,
  organisations,
  referralProposals,
  staff,
  topics,
} from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { countNotes, readEvents } from './readEvents.ts';
import type { Contact } from './request.ts';
import type { HeldConversation, HeldMessage, HeldProposal } from './types.ts';

type Db = Pick<Ctx, 'db'>;

/** A conversation that is kept, with the id by which other tables know it. */
export type KeptConversation = HeldConversation & { id: string };

/**
 * The chats and questions that are tied to a contact: it was given there, or one of these afspraken was made in it. Without a contact these alone. Of any
 * other chat nobody knows whose it is. Oldest first.
 */
export async function readConversations(
  ctx: Db,
  contact: Contact | null,
  appointmentIds: readonly string[],
): Promise<KeptConversation[]> {
  const { db } = ctx;
  if (contact === null && appointmentIds.length === 0) return [];
  const made = db
    .select({ id: messages.conversationId })
    .from(messages)
    .where(inArray(messages.appointmentId, [...appointmentIds]));
  const rows = await db
    .select({
      row: conversations,
      topic: { nl: topics.label, en: topics.labelEn },
      casemanager: staff.firstName,
    })
    .from(conversations)
    .leftJoin(topics, eq(topics.id, conversations.topicId))
    .leftJoin(staff, eq(staff.id, conversations.casemanagerId))
    .where(
      or(
        ...(contact === null ? [] : [eq(conversations[contact.kind], contact.value)]),
        ...(appointmentIds.length === 0 ? [] : [inArray(conversations.id, made)]),
      ),
    )
    .orderBy(asc(conversations.startedAt), asc(conversations.id));
  const ids = rows.map(({ row }) => row.id);
  if (ids.length === 0) return [];
  const [said, proposals, events, notes] = await Promise.all([
    readMessages(ctx, ids),
    readProposals(ctx, ids),
    readEvents(ctx, 'conversation', ids),
    countNotes(ctx, 'conversation', ids),
  ]);
  return rows.map(({ row, topic, casemanager }) => ({
    id: row.id,
    kind: row.kind,
    status: row.status,
    language: row.language,
    topic,
    firstName: row.firstName,
    casemanager,
    startedAt: row.startedAt,
    takenAt: row.takenAt,
    closedAt: row.closedAt,
    closeReason: row.closeReason,
    email: row.email,
    phone: row.phone,
    reachBy: row.reachBy,
    answeredBy: row.answeredBy,
    danger: row.danger,
    rating: row.rating,
    ratingLine: row.ratingLine,
    messages: said.get(row.id) ?? [],
    proposals: proposals.get(row.id) ?? [],
    history: events.get(row.id) ?? [],
    notesOfColleagues: notes.get(row.id) ?? 0,
  }));
}

async function readMessages({ db }: Db, ids: readonly string[]): Promise<Map<string, HeldMessage[]>> {
  const rows = await db
    .select({
      id: messages.conversationId,
      at: messages.createdAt,
      author: messages.author,
      name: staff.firstName,
      kind: messages.kind,
      text: messages.body,
      danger: messages.danger,
    })
    .from(messages)
    .leftJoin(staff, eq(staff.id, messages.staffId))
    .where(inArray(messages.conversationId, [...ids]))
    .orderBy(asc(messages.conversationId), asc(messages.seq));
  const said = new Map<string, HeldMessage[]>();
  for (const { id, ...message } of rows) {
    const list = said.get(id);
    if (list) list.push(message);
    else said.set(id, [message]);
  }
  return said;
}

async function readProposals({ db }: Db, ids: readonly string[]): Promise<Map<string, HeldProposal[]>> {
  const rows = await db
    .select({
      id: referralProposals.conversationId,
      at: referralProposals.createdAt,
      organisation: organisations.name,
      by: staff.firstName,
      topic: { nl: topics.label, en: topics.labelEn },
      state: referralProposals.state,
      told: referralProposals.told,
      expiresAt: referralProposals.expiresAt,
      answeredAt: referralProposals.answeredAt,
    })
    .from(referralProposals)
    .innerJoin(organisations, eq(organisations.id, referralProposals.organisationId))
    .innerJoin(staff, eq(staff.id, referralProposals.madeBy))
    .innerJoin(topics, eq(topics.id, referralProposals.topicId))
    .where(inArray(referralProposals.conversationId, [...ids]))
    .orderBy(asc(referralProposals.createdAt));
  const proposals = new Map<string, HeldProposal[]>();
  for (const { id, ...one } of rows) if (id !== null) proposals.set(id, [...(proposals.get(id) ?? []), one]);
  return proposals;
}
