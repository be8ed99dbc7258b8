import { z } from 'zod';
import { isOverlap } from '#db/isOverlap.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { beforeSchema, undoMs } from '#server/booking/undoable.ts';
import { type Undone, type Write, write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';
import { type Act, type UndoResult, wasTakenBack } from './undo/act.ts';
import { removeNewNote, returnNote } from './undo/note.ts';
import { restore } from './undo/restore.ts';
import { takeBackBooking } from './undo/takeBackBooking.ts';

const actSchema = z.object({
  appointmentId: z.uuid(),
  what: z.string(),
  at: z.number(),
  /** Null when what was before is not kept (any more). */
  before: beforeSchema.nullable(),
  undone: z.boolean(),
});

/**
 * Takes back what the act `historyId` (a row of the history) changed, by who did it and within ten minutes: the afspraak is
 * as it was before, but for a higher sequence, so that calendars hear of it. What the jongere was told goes with it. An
 * afspraak that was not there before is cancelled: its private link may be known (decision 0045). Only
 * while the afspraak stands as the act left it. Taking it back again changes nothing.
 */
export async function undo(ctx: Ctx, historyId: number): Promise<UndoResult> {
  const { staff: me } = may(ctx, 'appointment.undo');
  const [row] = await ctx.sql`
    select history.appointment_id as "appointmentId", what, extract(epoch from history.at)::float8 * 1000 as at, before,
      ${wasTakenBack(ctx.sql)} as undone
    from history left join undoable on undoable.history_id = history.id
    where history.id = ${historyId} and history.staff_id = ${me.id} and history.appointment_id is not null`;
  if (row === undefined) return { ok: false, error: 'not-found' };
  const { appointmentId, what, at, before, undone } = actSchema.parse(row);
  const found = await findOfTeam(ctx, 'appointment.undo', appointmentId);
  if (!found.ok) return found;
  if (undone) return { ok: true, appointmentId };
  if (before === null || at + undoMs <= ctx.clock.now()) return { ok: false, error: 'too-late' };
  const act: Act = { historyId, what, appointment: found.appointment };
  const takeBack = (w: Write): Promise<UndoResult | Undone<UndoResult>> => {
    if (before.kind === 'note') return returnNote(w, act, before);
    if (before.kind === 'no-note') return removeNewNote(w, act, before);
    return before.kind === 'no-appointment' ? takeBackBooking(w, act) : restore(w, act, before);
  };
  return write<UndoResult, Ctx>(ctx, takeBack).catch((error: unknown) => {
    if (isOverlap(error)) return { ok: false, error: 'time-taken' };
    throw error;
  });
}
