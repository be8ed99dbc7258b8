import { callOff } from '#server/booking/callOff.ts';
import { readStanding } from '#server/booking/undoable.ts';
import type { Undone, Write } from '#server/kernel/write.ts';
import { type Act, changedSince, claimAct, isWiped, type UndoResult } from './act.ts';

/**
 * Cancels what was booked by mistake. It is not as if it had never been: whoever was given the private link reads there that
 * it does not go on, and calendars hear of it (decision 0045).
 */
export async function takeBackBooking(w: Write, act: Act): Promise<UndoResult | Undone<UndoResult>> {
  const { ctx, tx } = w;
  const { historyId, appointment } = act;
  const { id } = appointment;
  const current = await readStanding(tx, id);
  if (current === null || (await isWiped(tx, id))) return { ok: false, error: 'changed' };
  const claimed = await claimAct(tx, act);
  if (claimed !== null) return claimed;
  if (await changedSince(tx, act)) return w.undo({ ok: false, error: 'changed' });
  const { sequence: version } = current;
  const done = await callOff(ctx, { id, version, reason: null, message: null, takesBack: historyId });
  return done === null ? w.undo({ ok: false, error: 'changed' }) : { ok: true, appointmentId: id };
}
