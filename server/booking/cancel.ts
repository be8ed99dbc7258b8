import type { Ctx } from '../context.ts';
import { findAppointment } from './findAppointment.ts';
import type { TooLate } from './move.ts';
import { recordEvent } from './recordEvent.ts';
import type { NotFound } from './types.ts';

/** Cancels an afspraak that is still to come; its time is free at once. Cancelling again changes nothing. */
export async function cancel(
  ctx: Ctx,
  token: string,
  input: { reason?: string | undefined } = {},
): Promise<{ ok: true } | NotFound | TooLate> {
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { appointment } = found;
  if (appointment.status === 'cancelled') return { ok: true };
  if (appointment.start <= ctx.clock.now()) return { ok: false, error: 'too-late' };
  const now = new Date(ctx.clock.now()).toISOString();
  const cancelled = await ctx.sql.begin(async (tx) => {
    const rows = await tx<{ casemanagerId: string }[]>`
      update appointments
      set status = 'cancelled', cancelled_at = ${now}, cancel_reason = ${input.reason || null},
          choose_again_at = null, message_to_jongere = null, sequence = sequence + 1
      where id = ${appointment.id} and status = 'booked'
      returning casemanager_id as "casemanagerId"`;
    if (rows[0]) await recordEvent(tx, ctx.actor, now, { appointmentId: appointment.id, kind: 'cancelled' });
    return rows[0];
  });
  if (cancelled) ctx.changes.say({ casemanagers: [cancelled.casemanagerId] });
  return { ok: true };
}
