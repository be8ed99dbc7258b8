import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/chat/context.ts';
import { write } from '#server/kernel/write.ts';
import { insertNote } from './addNote.ts';
import type { Changed } from './changed.ts';
import { giveTo } from './giveTo.ts';
import type { handOverChatSchema } from './schema.ts';

/** Hands the casemanager's own conversation to a colleague of the team, with a note that only staff see. */
export async function handOver(
  ctx: Ctx,
  conversation: string,
  { to, note }: z.output<typeof handOverChatSchema>,
): Promise<Changed> {
  const { id } = may(ctx, 'chat.hand-over').staff;
  const { casemanagers } = await ctx.roster.current();
  const colleague = peopleInScope(ctx, 'chat.hand-over', casemanagers).find((member) => member.id === to);
  if (!colleague || to === id) return { ok: false, error: 'not-found' };
  const noteId = note ? randomUUID() : null;
  return write<Changed, Ctx>(ctx, async (w) => {
    const row = await giveTo(w, conversation, { from: id, to: colleague });
    if (!row) return { ok: false, error: 'not-found' };
    const now = Date.parse(w.now);
    if (noteId && note) await insertNote(w.tx, { id: noteId, conversation, staffId: id, now, text: note });
    w.changed({ notes: noteId ? [noteId] : [] });
    return { ok: true, row };
  });
}
