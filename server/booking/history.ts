import { asc, eq } from 'drizzle-orm';
import { appointmentEvents, staff } from '../../db/schema/index.ts';
import type { Ctx } from '../context.ts';
import { findAppointment } from './findAppointment.ts';
import type { EventKind } from './recordEvent.ts';
import type { NotFound } from './types.ts';

/** One thing that happened to an afspraak. */
export interface HistoryLine {
  /** Epoch ms. */
  at: number;
  kind: EventKind;
  /** Who did it. */
  by: { kind: 'jongere' | 'system' } | { kind: 'staff'; firstName: string };
  /** For a move: the starts (epoch ms) before and after. */
  moved: { from: number; to: number } | null;
}

/** What happened to the afspraak that a private link opens and by whom, oldest first. */
export async function history(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; lines: HistoryLine[] } | NotFound> {
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const rows = await ctx.db
    .select({
      at: appointmentEvents.at,
      kind: appointmentEvents.kind,
      actor: appointmentEvents.actor,
      details: appointmentEvents.details,
      firstName: staff.firstName,
    })
    .from(appointmentEvents)
    .leftJoin(staff, eq(staff.id, appointmentEvents.staffId))
    .where(eq(appointmentEvents.appointmentId, found.appointment.id))
    .orderBy(asc(appointmentEvents.at), asc(appointmentEvents.id));
  const lines = rows.map(({ at, kind, actor, details, firstName }): HistoryLine => {
    const by = actor === 'staff' ? { kind: actor, firstName: firstName ?? '' } : { kind: actor };
    const { from, to } = details;
    const moved = from && to ? { from: Date.parse(from), to: Date.parse(to) } : null;
    return { at: at.getTime(), kind, by, moved };
  });
  return { ok: true, lines };
}
