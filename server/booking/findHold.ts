import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken, looksLikeToken } from '#server/kernel/tokens.ts';
import { selectRow, toAppointment, toHold } from './rows.ts';
import type { Appointment, Hold, HoldExpired } from './types.ts';

/** After this long a used hold's token no longer leads to the afspraak that came of it. */
const leadsOnForMs = 3_600_000;

/**
 * The hold that a token opens. An over one is `hold-expired`, an unknown one `not-found`; one that was booked
 * already gives the afspraak for an hour, so that a repeated post ends where the first one did.
 */
export async function findHold(
  ctx: Ctx,
  token: string,
): Promise<
  { ok: true; hold: Hold } | { ok: false; error: 'booked'; appointment: Appointment } | HoldExpired | NotFound
> {
  may(ctx, 'hold.read');
  if (!looksLikeToken(token)) return { ok: false, error: 'not-found' };
  const row = await selectRow(ctx, eq(appointments.holdTokenHash, hashToken(token)));
  // A token made under another secret is over: what we would say again must be what was given.
  if (!row || ctx.tokens.make('hold', row.id, 1) !== token) return { ok: false, error: 'not-found' };
  const roster = await ctx.roster.current();
  const now = ctx.clock.now();
  if (
    row.status === 'booked' &&
    row.bookedAt &&
    !row.wipedAt &&
    now - row.bookedAt.getTime() < leadsOnForMs
  ) {
    return { ok: false, error: 'booked', appointment: toAppointment(ctx, roster, row) };
  }
  if (row.status !== 'held' || !row.expiresAt || row.expiresAt.getTime() <= now) {
    return { ok: false, error: 'hold-expired' };
  }
  return { ok: true, hold: toHold(ctx, roster, row) };
}
