import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dayMs } from '#server/kernel/time.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { selectRow, toAppointment } from './rows.ts';
import type { Appointment } from './types.ts';

/** The afspraak that a private link opens. Unknown, ended, wiped and too old look the same. */
export async function findAppointment(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; appointment: Appointment } | NotFound> {
  may(ctx, 'appointment.own.read');
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const row = await selectRow(ctx, eq(appointments.tokenHash, hashToken(token)));
  if (!row || (row.status !== 'booked' && row.status !== 'cancelled'))
    return { ok: false, error: 'not-found' };
  const roster = await ctx.roster.current();
  const over = row.endsAt.getTime() + roster.settings.privateLinkDays * dayMs;
  if (ctx.clock.now() >= over) return { ok: false, error: 'not-found' };
  const appointment = toAppointment(ctx, roster, row);
  // Links made under another secret are over: what we would say again must be what was given.
  if (appointment.token !== token) return { ok: false, error: 'not-found' };
  return { ok: true, appointment };
}
