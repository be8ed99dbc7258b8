import type { TransactionSql } from 'postgres';
import type { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { maySee } from './maySee.ts';
import type { chatNoteSchema } from './schema.ts';
import type { ChatNote } from './types.ts';

/** Keeps a note of the team with a conversation; the jongere never sees it. A repeat keeps the first. */
export async function addNote(
  ctx: Ctx,
  conversation: string,
  { clientId, text }: z.output<typeof chatNoteSchema>,
): Promise<{ ok: true; note: ChatNote } | NotFound> {
  const { id: staffId } = may(ctx, 'chat.note').staff;
  if (!(await maySee(ctx, 'chat.note', conversation))) return { ok: false, error: 'not-found' };
  return write<{ ok: true; note: ChatNote } | NotFound, Ctx>(ctx, async (w) => {
    const now = Date.parse(w.now);
    const isNew = await insertNote(w.tx, { id: clientId, conversation, staffId, now, text });
    const [kept] = await readNotes(w.ctx, { ids: [clientId] });
    if (kept?.conversation !== conversation) return { ok: false, error: 'not-found' };
    if (isNew) w.record({ about: { kind: 'conversation', id: conversation }, what: 'note-added' });
    w.changed({ notes: [clientId] });
    const { conversation: _, ...note } = kept;
    return { ok: true, note };
  });
}

interface NewNote {
  id: string;
  conversation: string;
  staffId: string;
  now: number;
  text: string;
}

/** False for a note that is there already. */
export async function insertNote(
  tx: TransactionSql,
  { id, conversation, staffId, now, text }: NewNote,
): Promise<boolean> {
  const rows = await tx`
    insert into chat_notes (id, conversation_id, staff_id, at, text)
    values (${id}, ${conversation}, ${staffId}, ${new Date(now).toISOString()}, ${text})
    on conflict (id) do nothing returning id`;
  return rows.length > 0;
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
