import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { TooLate } from '#server/booking/types.ts';
import { beforeAct, type Done, recordUndoable } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { ChangeInput } from './schema.ts';

/**
 * Decides that an afspraak stays as it is, although the casemanager does not work then. Whoever was asked to
 * choose another time no longer needs to.
 */
export async function keepOutsideHours(
  ctx: Ctx,
  id: string,
  { version }: Pick<ChangeInput, 'version'>,
): Promise<Done | NotFound | Changed | TooLate> {
  may(ctx, 'appointment.keep');
  const found = await findOfTeam(ctx, 'appointment.keep', id);
  if (!found.ok) return found;
  const { appointment } = found;
  if (appointment.sequence !== version) return { ok: false, error: 'changed' };
  if (!canStill('keep', appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  return write(ctx, async (w): Promise<Done | Changed> => {
    const before = await beforeAct(w, id);
    const rows = await w.tx`
      update appointments
      set kept_outside_hours = true, choose_again_at = null,
          message_to_jongere = case when choose_again_at is null then message_to_jongere end
      where id = ${id} and status = 'booked' and sequence = ${version}
      returning id`;
    if (rows.length === 0) return { ok: false, error: 'changed' };
    const undo = await recordUndoable(
      w,
      { about: { kind: 'appointment', id }, what: 'kept-outside-hours' },
      before,
    );
    w.changed({ agenda: [appointment.casemanager.id] });
    return { ok: true, undo };
  });
}
