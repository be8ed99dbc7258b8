import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { type HistoryLine, history } from '#server/booking/history.ts';
import { readAppointments } from './readAppointments.ts';
import type { HeldAppointment } from './types.ts';

/** What is kept of one afspraak, as its jongere may read it: without what stands between colleagues. */
export interface OwnHeld extends Omit<HeldAppointment, 'history' | 'notesOfColleagues'> {
  history: readonly HistoryLine[];
}

/**
 * What is kept of the afspraak that a private link opens, and of nothing else: others may have the link or the address, and
 * the link proves neither (decision 0054). Null for a link that opens nothing.
 */
export async function readOwnHeld(ctx: Ctx, token: string): Promise<OwnHeld | null> {
  may(ctx, 'appointment.own.read');
  const [found, past] = await Promise.all([findAppointment(ctx, token), history(ctx, token)]);
  if (!found.ok || !past.ok) return null;
  const { settings } = await ctx.roster.current();
  const [kept] = await readAppointments(ctx, eq(appointments.id, found.appointment.id), settings);
  if (!kept) return null;
  const { id: _, history: __, notesOfColleagues: ___, ...held } = kept;
  return { ...held, history: past.lines };
}
