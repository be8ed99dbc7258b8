import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { selectRow, toAppointment } from './rows.ts';
import type { Appointment } from './types.ts';

/** The afspraak that an idempotency key led to, whatever it was sent with; null when there is none that still stands. */
export async function readMade(ctx: Ctx, idempotencyKey: string): Promise<Appointment | null> {
  const [known] = await ctx.sql<{ id: string }[]>`
    select appointment_id as id from idempotency_keys where key_hash = ${hashToken(idempotencyKey)}`;
  const row = known && (await selectRow(ctx, eq(appointments.id, known.id)));
  if (!row || row.wipedAt || row.status !== 'booked') return null;
  return toAppointment(ctx, await ctx.roster.current(), row);
}
