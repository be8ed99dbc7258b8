import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';

/** Removes an own note from an afspraak. Removing it again changes nothing; a colleague's stays. */
export async function removeNote(ctx: Ctx, id: string, noteId: string): Promise<{ ok: true } | NotFound> {
  const { staff: me } = may(ctx, 'appointment.note');
  const found = await findOfTeam(ctx, 'appointment.note', id);
  if (!found.ok) return found;
  if (!z.uuid().safeParse(noteId).success) return { ok: false, error: 'not-found' };
  await write(ctx, async (w) => {
    const rows = await w.tx`
      delete from appointment_notes
      where id = ${noteId} and appointment_id = ${id} and staff_id = ${me.id}
      returning id`;
    if (rows.length > 0) w.record({ about: { kind: 'appointment', id }, what: 'note-removed' });
  });
  return { ok: true };
}
