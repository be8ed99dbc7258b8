import { and, eq, exists, gt, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { appointments, history } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { selectRow, toAppointment } from './rows.ts';
import type { Appointment } from './types.ts';

/** As long as somebody may still stand at the desk. */
const shownMs = 60 * 60_000;

/**
 * An afspraak with its private link, for whoever of staff booked it in the last hour: to hand over. Later, and for
 * anybody else, it is not found: the private link belongs to the jongere.
 */
export async function findBookedByMe(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; appointment: Appointment } | NotFound> {
  const { staff: me } = may(ctx, 'appointment.book-for');
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const byMe = and(
    eq(history.appointmentId, appointments.id),
    eq(history.what, 'booked'),
    eq(history.staffId, me.id),
    gt(history.at, new Date(ctx.clock.now() - shownMs)),
  );
  const mine = and(
    ...[eq(appointments.id, id), eq(appointments.status, 'booked'), isNull(appointments.wipedAt)],
    // A link that was given out again belongs to that page.
    ...[eq(appointments.generation, 1), scope(ctx, 'appointment.book-for')],
    exists(ctx.db.select().from(history).where(byMe)),
  );
  const row = await selectRow(ctx, mine);
  if (!row) {
    notFound(ctx, 'appointment.book-for', { kind: 'appointment', id });
    return { ok: false, error: 'not-found' };
  }
  viewed(ctx, 'appointment.book-for', { kind: 'appointment', id });
  return { ok: true, appointment: toAppointment(ctx, await ctx.roster.current(), row) };
}
