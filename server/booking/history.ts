import { asc, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { history as changes, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type EventKind, eventKindSchema, eventsOf } from './eventKinds.ts';
import { findAppointment } from './findAppointment.ts';

/** One thing that happened to an afspraak. */
export interface HistoryLine {
  /** Epoch ms. */
  at: number;
  kind: EventKind;
  /** Who did it. */
  by: { kind: 'jongere' | 'system' } | { kind: 'staff'; firstName: string };
  /** For a move: the starts (epoch ms) before and after. */
  moved: { from: number; to: number } | null;
  /** First name of the casemanager who has it from then on, when that changed. */
  goesTo: string | null;
}

const receiver = alias(staff, 'receiver');
/** Who got it, by a handover or by a move to a time of somebody else. */
const receiverId = sql`case ${changes.what} when 'handed-over' then ${changes.details}->>'to'
  when 'moved' then ${changes.details}->>'toStaff' end`;

/** What happened to the afspraak that a private link opens and by whom, oldest first. */
export async function history(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; lines: HistoryLine[] } | NotFound> {
  may(ctx, 'appointment.own.read');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return found;
  const rows = await ctx.db
    .select({
      at: changes.at,
      kind: changes.what,
      actor: changes.actor,
      details: changes.details,
      firstName: staff.firstName,
      goesTo: receiver.firstName,
    })
    .from(changes)
    .leftJoin(staff, eq(staff.id, changes.staffId))
    .leftJoin(receiver, eq(sql`${receiver.id}::text`, receiverId))
    .where(eventsOf(found.appointment.id))
    .orderBy(asc(changes.at), asc(changes.id));
  const lines = rows.map(({ at, actor, details, firstName, goesTo, ...row }): HistoryLine => {
    const kind = eventKindSchema.parse(row.kind);
    const by = actor === 'staff' ? { kind: actor, firstName: firstName ?? '' } : { kind: actor };
    const { from, to } = details;
    const moved = kind === 'moved' && from && to ? { from: Date.parse(from), to: Date.parse(to) } : null;
    return { at: at.getTime(), kind, by, moved, goesTo };
  });
  return { ok: true, lines };
}
