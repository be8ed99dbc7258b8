import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findAppointment } from './findAppointment.ts';
import { needsIn } from './needs.ts';
import { canChange } from './rules.ts';
import type { NeedsInput } from './schema.ts';
import type { TooLate } from './types.ts';

/**
 * The jongere says anew what they need, and where they live for a home visit, by the private link, until the afspraak begins.
 * The same again changes nothing, and neither does an address that is left out. Calendars of staff can show where the visit is,
 * so the sequence grows with another address.
 */
export async function changeNeeds(
  ctx: Ctx,
  token: string,
  input: NeedsInput,
): Promise<{ ok: true } | NotFound | TooLate> {
  may(ctx, 'appointment.own.change');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const { id, casemanager } = found.appointment;
  if (!canChange(found.appointment, ctx.clock.now())) return { ok: false, error: 'too-late' };
  const { companion, interpreter, stepFree } = needsIn(input);
  const { modality, visitAddress: before } = found.appointment;
  const visitAddress = modality === 'huisbezoek' ? (input.visitAddress ?? before) : null;
  await write(ctx, async (w) => {
    const rows = await w.tx`
      update appointments
      set companion = ${companion}, interpreter = ${interpreter}, step_free = ${stepFree},
          visit_address = ${visitAddress},
          sequence = sequence + case when visit_address is distinct from ${visitAddress}::text then 1 else 0 end
      where id = ${id} and status = 'booked' and wiped_at is null and modality = ${modality}
        and (companion, interpreter, step_free, visit_address) is distinct from
          (${companion}::text, ${interpreter}::text, ${stepFree}::boolean, ${visitAddress}::text)
      returning id`;
    if (rows.length === 0) return;
    w.record({ about: { kind: 'appointment', id }, what: 'needs-changed' });
    w.changed({ agenda: [casemanager.id] });
  });
  return { ok: true };
}
