import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { type HistoryLine, history } from '#server/booking/history.ts';
import { readAppointments } from './readAppointments.ts';
import { type KeptReferral, readReferrals } from './readReferrals.ts';
import type { HeldAppointment, HeldReferral } from './types.ts';

/** What is kept of one afspraak, as its jongere may read it: without what stands between colleagues. */
export interface OwnHeld extends Omit<HeldAppointment, 'history' | 'notesOfColleagues'> {
  history: readonly HistoryLine[];
  /** How they came here, when somebody brought them. */
  broughtBy: Omit<HeldReferral, 'history'> | null;
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
  const [brought] = await readReferrals(ctx, { contact: null, appointments: [kept] });
  const { id: _, referralId: __, history: ___, notesOfColleagues: ____, ...held } = kept;
  return { ...held, history: past.lines, broughtBy: brought ? withoutHistory(brought) : null };
}

const withoutHistory = ({ id: _, history: __, ...brought }: KeptReferral): OwnHeld['broughtBy'] => brought;
