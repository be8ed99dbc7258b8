import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { type Done, newNoteSchema, recordUndoable } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';
import type { NoteInput } from './schema.ts';

/** Keeps a short note for the team with an afspraak; the jongere never sees it, and it goes when the data goes. */
export async function addNote(
  ctx: Ctx,
  id: string,
  { text }: NoteInput,
): Promise<Done | NotFound | { ok: false; error: 'wiped' }> {
  const { staff: me } = may(ctx, 'appointment.note');
  const found = await findOfTeam(ctx, 'appointment.note', id);
  if (!found.ok) return found;
  return write(ctx, async (w): Promise<Done | { ok: false; error: 'wiped' }> => {
    // `for share` orders a simultaneous wipe either before or after this insert.
    const [added] = await w.tx`
      insert into appointment_notes (appointment_id, staff_id, at, text)
      select id, ${me.id}::uuid, ${w.now}::timestamptz, ${text}
      from (select id from appointments where id = ${id} and wiped_at is null for share) as standing
      returning 'no-note' as kind, id`;
    if (added === undefined) return { ok: false, error: 'wiped' };
    const entry = { about: { kind: 'appointment', id }, what: 'note-added' } as const;
    return { ok: true, undo: await recordUndoable(w, entry, newNoteSchema.parse(added)) };
  });
}
