import type { Ctx } from '#server/kernel/context.ts';
import { findAppointment } from './findAppointment.ts';
import { wipePerson } from './forget.ts';
import { recordEvent } from './recordEvent.ts';
import { canWipe } from './rules.ts';
import type { NotFound } from './types.ts';

/**
 * Forgets who an afspraak was for, once it is cancelled or over. What stays is that there was one.
 * The private link ends with it.
 */
export async function wipe(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true } | NotFound | { ok: false; error: 'still-to-come' }> {
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { id, casemanager } = found.appointment;
  if (!canWipe(found.appointment, ctx.clock.now())) return { ok: false, error: 'still-to-come' };
  const now = new Date(ctx.clock.now()).toISOString();
  await ctx.sql.begin(async (tx) => {
    const rows = await tx`
      update appointments
      set ${wipePerson(tx, now)}
      where id = ${id} and wiped_at is null
      returning id`;
    if (rows.length > 0) await recordEvent(tx, ctx.actor, now, { appointmentId: id, kind: 'wiped' });
    await tx`delete from appointment_notes where appointment_id = ${id}`;
    await tx`delete from idempotency_keys where appointment_id = ${id}`;
  });
  ctx.bus.say({ agenda: [casemanager.id] });
  return { ok: true };
}
