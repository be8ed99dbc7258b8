import type { Ctx } from '#server/kernel/context.ts';
import { write } from '#server/kernel/write.ts';
import { tell } from './tell.ts';
import { beforeAct, type Done, recordUndoable } from './undoable.ts';

/** An afspraak that does not go on. */
export interface CallOff {
  id: string;
  /** The version that it must still have; left out, whatever it became meanwhile is cancelled. */
  version?: number | undefined;
  /** Why, in the jongere's words. */
  reason: string | null;
  /** A word of the casemanager to the jongere. */
  message: string | null;
  /** The row of the history in which it was booked by mistake, when this takes that back. */
  takesBack?: number | undefined;
}

/** Cancels an afspraak that stands, whoever asks; its time is free at once. Null when it did not stand so any more. */
export async function callOff(
  ctx: Ctx,
  { id, version, reason, message, takesBack }: CallOff,
): Promise<Done | null> {
  return write(ctx, async (w): Promise<Done | null> => {
    const before = await beforeAct(w, id);
    const rows = await w.tx<{ casemanagerId: string }[]>`
      update appointments
      set status = 'cancelled', cancelled_at = ${w.now}, cancel_reason = ${reason},
          choose_again_at = null, message_to_jongere = ${message}, sequence = sequence + 1
      where id = ${id} and status = 'booked' and sequence = coalesce(${version ?? null}::int, sequence)
      returning casemanager_id as "casemanagerId"`;
    const [cancelled] = rows;
    if (!cancelled) return null;
    const about = { kind: 'appointment', id } as const;
    const details = takesBack === undefined ? {} : { of: String(takesBack) };
    const undo = await recordUndoable(w, { about, what: 'cancelled', details }, before);
    await tell(w, id, 'cancelled');
    w.changed({ agenda: [cancelled.casemanagerId] });
    return { ok: true, undo };
  });
}
