import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { write } from '#server/kernel/write.ts';
import { findAppointment } from './findAppointment.ts';
import { needsIn } from './needs.ts';
import { canChange } from './rules.ts';
import type { NeedsInput } from './schema.ts';
import type { TooLate } from './types.ts';

/** The jongere says anew what they need, by the private link, until the afspraak begins. The same again changes nothing. */
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
  await write(ctx, async (w) => {
    const rows = await w.tx`
      update appointments
      set companion = ${companion}, interpreter = ${interpreter}, step_free = ${stepFree}
      where id = ${id} and status = 'booked' and wiped_at is null
        and (companion, interpreter, step_free) is distinct from (${companion}::text, ${interpreter}::text, ${stepFree}::boolean)
      returning id`;
    if (rows.length === 0) return;
    w.record({ about: { kind: 'appointment', id }, what: 'needs-changed' });
    w.changed({ agenda: [casemanager.id] });
  });
  return { ok: true };
}
