import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appointments } from '#db/schema/index.ts';
import { type StaffAction, scope } from '#server/access/scope.ts';
import { notFound } from '#server/access/viewed.ts';
import type { Ctx } from '#server/booking/context.ts';
import { type AppointmentRow, selectRow, toAppointment } from '#server/booking/rows.ts';
import type { OfStaff } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Roster } from '#server/roster/types.ts';

/** An afspraak that whoever is signed in may see and change, with the row that it came from. */
export interface OfTeam {
  ok: true;
  /** Without what opens the private link. `wiped`: who it was for is forgotten. */
  appointment: OfStaff & { wiped: boolean };
  row: AppointmentRow;
  roster: Roster;
}

/**
 * The afspraak of oneself or of somebody of the own team, also when they left. Another team's, a hold and an
 * unknown one look the same.
 */
export async function findOfTeam(ctx: Ctx, action: StaffAction, id: string): Promise<OfTeam | NotFound> {
  const inScope = scope(ctx, action);
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const row = await selectRow(ctx, and(eq(appointments.id, id), inScope));
  if (!row || (row.status !== 'booked' && row.status !== 'cancelled')) {
    notFound(ctx, action, { kind: 'appointment', id });
    return { ok: false, error: 'not-found' };
  }
  const roster = await ctx.roster.current();
  const { token: _, ...appointment } = toAppointment(ctx, roster, row);
  return { ok: true, appointment: { ...appointment, wiped: row.wipedAt !== null }, row, roster };
}
