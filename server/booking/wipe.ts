import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findAppointment } from './findAppointment.ts';
import { wipePerson } from './forget.ts';
import { canWipe } from './rules.ts';

/**
 * Forgets who an afspraak was for, once it is cancelled or over. What stays is that there was one.
 * The private link ends with it.
 */
export async function wipe(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true } | NotFound | { ok: false; error: 'still-to-come' }> {
  may(ctx, 'appointment.own.wipe');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { id, casemanager } = found.appointment;
  if (!canWipe(found.appointment, ctx.clock.now())) return { ok: false, error: 'still-to-come' };
  await write(ctx, async (w) => {
    const { tx } = w;
    const rows = await tx`
      update appointments
      set ${wipePerson(tx, w.now)}
      where id = ${id} and wiped_at is null
      returning id`;
    if (rows.length > 0) w.record({ about: { kind: 'appointment', id }, what: 'wiped' });
    w.changed({ agenda: [casemanager.id] });
    await tx`delete from appointment_notes where appointment_id = ${id}`;
    await tx`delete from idempotency_keys where appointment_id = ${id}`;
    await tx`delete from undoable where appointment_id = ${id}`;
  });
  return { ok: true };
}
