import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findAppointment } from './findAppointment.ts';
import { reachErrors } from './person.ts';
import { canChange } from './rules.ts';
import type { MessagesInput } from './schema.ts';
import type { Invalid, TooLate } from './types.ts';

/**
 * The jongere says anew by which way they hear from us and how much messages say, by the private link, until the afspraak begins.
 * It counts for what is still to be sent. The same again changes nothing.
 */
export async function changeMessages(
  ctx: Ctx,
  token: string,
  { reachBy, messages }: MessagesInput,
): Promise<{ ok: true } | NotFound | TooLate | Invalid> {
  may(ctx, 'appointment.own.change');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { id, casemanager, email, phone } = found.appointment;
  if (!canChange(found.appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const way = reachBy ?? found.appointment.reachBy;
  const errors = reachErrors(way, { email: email !== null, phone: phone !== null });
  if (errors.length > 0) return { ok: false, error: 'invalid', errors };
  await write(ctx, async (w) => {
    const rows = await w.tx`
      update appointments set reach_by = ${way}, messages = ${messages}
      where id = ${id} and status = 'booked' and wiped_at is null
        and (reach_by, messages) is distinct from (${way}::text, ${messages}::text)
      returning id`;
    if (rows.length === 0) return;
    w.record({ about: { kind: 'appointment', id }, what: 'messages-changed' });
    w.changed({ agenda: [casemanager.id] });
  });
  return { ok: true };
}
