import type { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { newNoteSchema, removedNoteSchema } from '#server/booking/undoable.ts';
import type { Undone, Write } from '#server/kernel/write.ts';
import { type Act, claimAct, isWiped, recordUndone, type UndoResult } from './act.ts';

/** Puts a note back that was removed. */
export async function returnNote(
  w: Write,
  act: Act,
  note: z.output<typeof removedNoteSchema>,
): Promise<UndoResult> {
  const { ctx, tx } = w;
  const { id } = act.appointment;
  const { staff: me } = may(ctx, 'appointment.undo');
  // Orders a wipe at the same moment: it takes the note along, or was before.
  await tx`select from appointments where id = ${id} for share`;
  if (await isWiped(tx, id)) return { ok: false, error: 'changed' };
  const claimed = await claimAct(tx, act);
  if (claimed !== null) return claimed;
  await tx`
    insert into appointment_notes (id, appointment_id, staff_id, at, text)
    values (${note.id}, ${id}, ${me.id}, ${note.at}::timestamptz, ${note.text})`;
  return done(w, act);
}

/** Takes away a note that was written. One that its writer removed since is not there to be taken back. */
export async function removeNewNote(
  w: Write,
  act: Act,
  note: z.output<typeof newNoteSchema>,
): Promise<UndoResult | Undone<UndoResult>> {
  const { tx } = w;
  const { id } = act.appointment;
  // In the order of a wipe at the same moment: the afspraak before what is kept of it.
  await tx`select from appointments where id = ${id} for share`;
  const claimed = await claimAct(tx, act);
  if (claimed !== null) return claimed;
  const gone =
    await tx`delete from appointment_notes where id = ${note.id} and appointment_id = ${id} returning id`;
  return gone.length > 0 ? done(w, act) : w.undo({ ok: false, error: 'changed' });
}

function done(w: Write, act: Act): UndoResult {
  const { id, casemanager } = act.appointment;
  recordUndone(w, act);
  w.changed({ agenda: [casemanager.id] });
  return { ok: true, appointmentId: id };
}
