import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { selectRow, toAppointment } from './rows.ts';
import type { Appointment } from './types.ts';

/** The afspraak that a key led to, for who sent it again; one that was wiped is not found. */
export async function readMade(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; appointment: Appointment; repeated: true } | NotFound> {
  const row = await selectRow(ctx, eq(appointments.id, id));
  if (!row || row.wipedAt) return { ok: false, error: 'not-found' };
  return { ok: true, appointment: toAppointment(ctx, await ctx.roster.current(), row), repeated: true };
}
