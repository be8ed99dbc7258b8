import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { tell } from '#server/booking/tell.ts';
import type { TooLate } from '#server/booking/types.ts';
import { beforeAct, type Done, recordUndoable } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { ChangeInput } from './schema.ts';

/**
 * Asks the jongere, on the private page, to choose another time. The time stays theirs until they do.
 * `version` is that of the afspraak on the page; `message` a word to the jongere.
 */
export async function askToChooseAgain(
  ctx: Ctx,
  id: string,
  { version, message }: ChangeInput,
): Promise<Done | NotFound | Changed | TooLate> {
  may(ctx, 'appointment.choose-again');
  const found = await findOfTeam(ctx, 'appointment.choose-again', id);
  if (!found.ok) return found;
  const { appointment } = found;
  if (appointment.sequence !== version) return { ok: false, error: 'changed' };
  if (!canStill('choose-again', appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  return write(ctx, async (w): Promise<Done | Changed> => {
    const before = await beforeAct(w, id);
    const rows = await w.tx`
      update appointments
      set choose_again_at = ${w.now}, kept_outside_hours = false, message_to_jongere = ${message || null}
      where id = ${id} and status = 'booked' and sequence = ${version}
      returning id`;
    if (rows.length === 0) return { ok: false, error: 'changed' };
    const undo = await recordUndoable(
      w,
      { about: { kind: 'appointment', id }, what: 'choose-again' },
      before,
    );
    await tell(w, id, 'choose-again');
    w.changed({ agenda: [appointment.casemanager.id] });
    return { ok: true, undo };
  });
}
