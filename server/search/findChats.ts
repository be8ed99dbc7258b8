import { and, desc, eq, inArray, or, type SQL, sql } from 'drizzle-orm';
import { chatNotes, conversations, staff, topics } from '#db/schema/index.ts';
import { reachFor } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import type { Ctx } from '#server/chat/context.ts';
import { beginsWord, wordsOfText } from './beginsWord.ts';
import { narrowing } from './narrow.ts';
import type { Query } from './readQuery.ts';
import type { FoundChat } from './types.ts';

/** Of a word that stands in every note the newest ones are looked at. */
const mostNotes = 500;

/**
 * Conversations that whoever asks may see, the newest first: by the name that was given, with the topic, and by the own
 * notes. Nothing for who has no chat. What was said in them is not searched.
 */
export async function findChats(ctx: Ctx, query: Query, most: number): Promise<FoundChat[]> {
  if (reachFor(ctx.actor, 'chat.read') === undefined) return [];
  const words = wordsOfText(query);
  if (words === null) return [];
  const [byName, byNote] = await Promise.all([
    select(ctx, await namedSo(ctx, query, words.enough), most),
    findByOwnNotes(ctx, words, most),
  ]);
  const known = new Set(byName.map(({ id }) => id));
  return [...byName, ...byNote.filter(({ id }) => !known.has(id))].slice(0, most);
}

/** Each word begins a part of the name or names the topic; one at least is of the name. */
async function namedSo(ctx: Ctx, { words }: Query, enough: readonly string[]): Promise<SQL | undefined> {
  const roster = await ctx.roster.current();
  const { firstNameFolded, topicId } = conversations;
  const byName = or(...enough.map((part) => beginsWord(firstNameFolded, part)));
  const each = words.map((word) => {
    const named = and(...word.parts.map((part) => beginsWord(firstNameFolded, part)));
    const { topics } = narrowing(roster, word);
    return topics.length > 0 ? or(named, inArray(topicId, topics)) : named;
  });
  return and(byName, ...(words.length > 1 ? each : []));
}

async function findByOwnNotes(
  ctx: Ctx,
  { all, enough }: { all: string[]; enough: string[] },
  most: number,
): Promise<FoundChat[]> {
  if (ctx.actor.kind !== 'staff') return [];
  const { conversationId, staffId, text, textFolded, at } = chatNotes;
  const notes = await ctx.db
    .select({ conversationId, text })
    .from(chatNotes)
    .where(
      and(
        eq(staffId, ctx.actor.staff.id),
        or(...enough.map((part) => beginsWord(textFolded, part))),
        ...(all.length > 1 ? all.map((part) => beginsWord(textFolded, part)) : []),
      ),
    )
    .orderBy(desc(at))
    .limit(mostNotes);
  if (notes.length === 0) return [];
  const noteOf = new Map(notes.toReversed().map((note) => [note.conversationId, note.text]));
  const found = await select(ctx, inArray(conversations.id, [...noteOf.keys()]), most);
  return found.map((chat) => ({ ...chat, note: noteOf.get(chat.id) ?? null }));
}

async function select(ctx: Ctx, condition: SQL | undefined, most: number): Promise<FoundChat[]> {
  const { id, kind, status, firstName, startedAt } = conversations;
  const rows = await ctx.db
    .select({
      id,
      kind,
      status,
      startedAt,
      name: firstName,
      topic: ctx.language === 'en' ? topics.labelEn : topics.label,
      casemanager: staff.firstName,
    })
    .from(conversations)
    .leftJoin(staff, eq(staff.id, conversations.casemanagerId))
    .leftJoin(topics, eq(topics.id, conversations.topicId))
    .where(and(scope(ctx, 'chat.read'), condition ?? sql`false`))
    .orderBy(desc(startedAt), id)
    .limit(most);
  return rows.map(({ startedAt, ...row }) => ({ ...row, startedAt: startedAt.getTime(), note: null }));
}
