import { recordEvent } from '#server/booking/recordEvent.ts';
import type { Changed, NotFound, TooLate } from '#server/booking/types.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { findOfTeam } from './findOfTeam.ts';
import { canStill } from './rules.ts';
import type { ChangeInput } from './schema.ts';

/**
 * Asks the jongere, on the private page, to choose another time. The time stays theirs until they do.
 * `sequence` is the number of the afspraak as it was on the page; `message` a word to the jongere.
 */
export async function askToChooseAgain(
  ctx: Ctx,
  id: string,
  { sequence, message }: ChangeInput,
): Promise<{ ok: true } | NotFound | Changed | TooLate> {
  const found = await findOfTeam(ctx, id);
  if (!found.ok) return found;
  const { appointment } = found;
  if (appointment.sequence !== sequence) return { ok: false, error: 'changed' };
  if (!canStill('choose-again', appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const now = new Date(ctx.clock.now()).toISOString();
  const asked = await ctx.sql.begin(async (tx) => {
    const rows = await tx`
      update appointments
      set choose_again_at = ${now}, kept_outside_hours = false, message_to_jongere = ${message || null}
      where id = ${id} and status = 'booked' and sequence = ${sequence}
      returning id`;
    if (rows.length > 0) await recordEvent(tx, ctx.actor, now, { appointmentId: id, kind: 'choose-again' });
    return rows.length > 0;
  });
  if (!asked) return { ok: false, error: 'changed' };
  ctx.bus.say({ agenda: [appointment.casemanager.id] });
  return { ok: true };
}
