import type { Sql, TransactionSql } from 'postgres';
import type { z } from 'zod';
import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx } from '#server/chat/context.ts';
import { maySee } from './maySee.ts';
import type { chatNoteSchema } from './schema.ts';
import type { ChatNote } from './types.ts';

/** Keeps a note of the team with a conversation; the jongere never sees it. A repeat keeps the first. */
export async function addNote(
  ctx: Ctx,
  conversation: string,
  { clientId, text }: z.output<typeof chatNoteSchema>,
): Promise<{ ok: true; note: ChatNote } | { ok: false; error: 'not-found' }> {
  if (!(await maySee(ctx, conversation))) return { ok: false, error: 'not-found' };
  const { id: staffId } = staffOf(ctx);
  await insertNote(ctx.sql, { id: clientId, conversation, staffId, now: ctx.clock.now(), text });
  const [kept] = await readNotes(ctx, { ids: [clientId] });
  if (kept?.conversation !== conversation) return { ok: false, error: 'not-found' };
  ctx.bus.say({ notes: [clientId] });
  const { conversation: _, ...note } = kept;
  return { ok: true, note };
}

interface NewNote {
  id: string;
  conversation: string;
  staffId: string;
  now: number;
  text: string;
}

export async function insertNote(
  sql: Sql | TransactionSql,
  { id, conversation, staffId, now, text }: NewNote,
): Promise<void> {
  await sql`
    insert into chat_notes (id, conversation_id, staff_id, at, text)
    values (${id}, ${conversation}, ${staffId}, ${new Date(now).toISOString()}, ${text})
    on conflict (id) do nothing`;
}

/** Reads notes by their ids, each with its conversation, or all notes of one conversation, oldest first. */
export function readNotes(
  { sql }: Pick<Ctx, 'sql'>,
  of: { ids: readonly string[] } | { conversation: string },
): Promise<(ChatNote & { conversation: string })[]> {
  const which =
    'ids' in of ? sql`n.id = any(${[...of.ids]}::uuid[])` : sql`n.conversation_id = ${of.conversation}`;
  return sql<(ChatNote & { conversation: string })[]>`
    select n.id, n.conversation_id as conversation, (extract(epoch from n.at) * 1000)::float8 as at,
      s.first_name as name, n.text
    from chat_notes n join staff s on s.id = n.staff_id where ${which} order by n.at, n.id`;
}
