import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { type Done, recordUndoable, removedNoteSchema } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';

/** Removes an own note from an afspraak. Removing it again changes nothing; a colleague's stays. */
export async function removeNote(ctx: Ctx, id: string, noteId: string): Promise<Done | NotFound> {
  const { staff: me } = may(ctx, 'appointment.note');
  const found = await findOfTeam(ctx, 'appointment.note', id);
  if (!found.ok) return found;
  if (!z.uuid().safeParse(noteId).success) return { ok: false, error: 'not-found' };
  return write(ctx, async (w): Promise<Done> => {
    // A wipe takes the row of the afspraak first, so what is kept here to be taken back goes with it.
    await w.tx`select from appointments where id = ${id} for share`;
    const [removed] = await w.tx`
      delete from appointment_notes
      where id = ${noteId} and appointment_id = ${id} and staff_id = ${me.id}
      returning 'note' as kind, id, to_jsonb(at) #>> '{}' as at, text`;
    if (removed === undefined) return { ok: true, undo: null };
    const about = { kind: 'appointment', id } as const;
    return {
      ok: true,
      undo: await recordUndoable(w, { about, what: 'note-removed' }, removedNoteSchema.parse(removed)),
    };
  });
}
