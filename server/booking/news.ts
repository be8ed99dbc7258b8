import { and, desc, eq, inArray, not } from 'drizzle-orm';
import { appointments, history, staff } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { isUndone } from './eventKinds.ts';
import { findAppointment } from './findAppointment.ts';
import { isChoosing } from './rules.ts';

/** What a casemanager did last to an afspraak, for the jongere to see first of all. */
export interface AppointmentNews {
  kind: 'moved' | 'cancelled' | 'handed-over' | 'choose-again';
  /** Epoch ms. */
  at: number;
  /** First name of who did it. */
  by: string;
  /** A word to the jongere. */
  message: string | null;
}

const kinds = ['moved', 'cancelled', 'handed-over', 'choose-again'] as const;

/**
 * The latest change of an afspraak when it was a casemanager's; null when it was the jongere's own, or when nothing
 * changed. Being asked to choose again counts for as long as it stands.
 */
export async function newsOf(ctx: Ctx, token: string): Promise<AppointmentNews | null> {
  may(ctx, 'appointment.own.read');
  const found = await findAppointment(ctx, token);
  if (!found.ok) return null;
  const { what: kind, at, actor } = history;
  const [last] = await ctx.db
    .select({
      kind,
      at,
      actor,
      by: staff.firstName,
      message: appointments.messageToJongere,
      chooseAgainAt: appointments.chooseAgainAt,
      status: appointments.status,
    })
    .from(history)
    .innerJoin(appointments, eq(appointments.id, history.appointmentId))
    .leftJoin(staff, eq(staff.id, history.staffId))
    .where(and(eq(history.appointmentId, found.appointment.id), inArray(kind, kinds), not(isUndone)))
    .orderBy(desc(history.id))
    .limit(1);
  if (last?.actor !== 'staff') return null;
  const told = kinds.find((one) => one === last.kind);
  // What was taken back, or cancelled and then restored, is no news.
  if (!told) return null;
  const chooseAgainAt = last.chooseAgainAt?.getTime() ?? null;
  const { start } = found.appointment;
  if (told === 'choose-again' && !isChoosing({ chooseAgainAt, start }, ctx.clock.now())) return null;
  if ((told === 'cancelled') !== (last.status === 'cancelled')) return null;
  return { kind: told, at: last.at.getTime(), by: last.by ?? '', message: last.message };
}
