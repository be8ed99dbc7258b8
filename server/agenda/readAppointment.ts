import { and, asc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appointmentEvents, appointments, staff } from '../../db/schema/index.ts';
import { staffOf } from '../accounts/staffOf.ts';
import { selectRow, toAppointment } from '../booking/rows.ts';
import type { NotFound } from '../booking/types.ts';
import type { Ctx } from '../context.ts';
import type { AgendaDetails, HistoryEntry } from './types.ts';

/** An afspraak of the casemanager who is signed in. Somebody else's, a hold and an unknown one look the same. */
export async function readAppointment(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; appointment: AgendaDetails } | NotFound> {
  const casemanagerId = staffOf(ctx).id;
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const own = and(eq(appointments.id, id), eq(appointments.casemanagerId, casemanagerId));
  const row = await selectRow(ctx, own);
  if (!row || (row.status !== 'booked' && row.status !== 'cancelled'))
    return { ok: false, error: 'not-found' };
  const [roster, history] = await Promise.all([ctx.roster.current(), readHistory(ctx, id)]);
  const { token: _, ...appointment } = toAppointment(ctx, roster, row);
  const cancelledBy = row.status === 'cancelled' ? whoCancelled(history, appointment.cancelledAt) : null;
  return { ok: true, appointment: { ...appointment, wiped: row.wipedAt !== null, cancelledBy, history } };
}

/** The jongere's own cancelling is written down at the very moment of it; anything else was ours. */
function whoCancelled(history: readonly HistoryEntry[], at: number | null): 'jongere' | 'staff' {
  const own = history.some(
    (entry) => entry.kind === 'cancelled' && entry.actor === 'jongere' && entry.at === at,
  );
  return own ? 'jongere' : 'staff';
}

async function readHistory(ctx: Ctx, appointmentId: string): Promise<HistoryEntry[]> {
  const rows = await ctx.db
    .select({
      at: appointmentEvents.at,
      kind: appointmentEvents.kind,
      actor: appointmentEvents.actor,
      staffName: staff.firstName,
      details: appointmentEvents.details,
    })
    .from(appointmentEvents)
    .leftJoin(staff, eq(staff.id, appointmentEvents.staffId))
    .where(eq(appointmentEvents.appointmentId, appointmentId))
    .orderBy(asc(appointmentEvents.id));
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}
