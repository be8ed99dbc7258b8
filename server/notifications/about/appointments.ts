import { z } from 'zod';
import { appointmentNoticeKinds } from '#db/schema/words.ts';
import { type AppointmentRow, toAppointment } from '#server/booking/rows.ts';
import type { Write } from '#server/kernel/write.ts';
import { appointmentMessage } from '#server/notifications/appointmentMessage.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { isToldDiscreetly } from '#server/notifications/discreetLetter.ts';
import {
  type Due,
  findGone,
  lockAppointments,
  readCancelledBy,
  readTold,
  threadOf,
} from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { strictest } from '#server/notifications/strictest.ts';
import {
  isStillReminded,
  type Standing,
  type Told,
  tellingTo,
  tellingToStaff,
  toldSchema,
} from '#server/notifications/telling.ts';
import { toOutgoing } from '#server/notifications/toOutgoing.ts';

const kindSchema = z.enum(appointmentNoticeKinds);

/** What messages about afspraken say, from how each stands now and what its receiver was told last. */
export async function decideAboutAppointments(
  { ctx, tx, now }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const roster = await ctx.roster.current();
  const rows = await lockAppointments(
    ctx,
    due.map(({ aboutId }) => aboutId),
  );
  const gone = await findGone(tx, due, rows);
  const told = await readTold(tx, due, now);
  const cancelledBy = await readCancelledBy(
    tx,
    [...rows.values()].filter(({ status }) => status === 'cancelled').map(({ id }) => id),
  );
  return due.map((one) => {
    const { id } = one;
    const row = rows.get(one.aboutId);
    if (row === undefined)
      return { decided: gone.has(one.aboutId) ? { id, drop: 'gone' } : { id, wait: true } };
    const appointment = toAppointment(ctx, roster, row);
    const standing = standingOf(row);
    const thread = threadOf(one);
    const last = told.get(thread);
    // Another process sends what came before it: after that it is its turn.
    if (last?.underWay) return { decided: { id, wait: true } };
    const before = last?.told ?? null;
    const made = { kind: kindSchema.parse(one.kind), version: one.version };
    const telling =
      one.staffId === null
        ? tellingTo(made, before, standing, ctx.clock.now())
        : tellingToStaff(one.staffId, before, standing, ctx.clock.now());
    if ('drop' in telling) return { decided: { id, drop: telling.drop } };
    if (last && !isStillReminded(telling.say, standing, last.at)) return { decided: { id, drop: 'said' } };
    // Two on the line at once may come in the wrong order.
    if (last?.isTogether) return { decided: { id, wait: true } };
    const level = one.staffId === null ? strictest(appointment.topic.messages, appointment.messages) : 'full';
    const discreet = level === 'only-appointment';
    if (level === 'none')
      return { decided: { id, drop: appointment.messages === 'none' ? 'not-wanted' : 'topic-is-silent' } };
    if (discreet && !isToldDiscreetly(telling.say)) return { decided: { id, drop: 'not-discreet' } };
    const news = {
      kind: telling.say,
      appointment,
      told: before,
      cancelledBy: cancelledBy.get(row.id) ?? 'staff',
      settings: roster.settings,
      publicUrl: ctx.publicUrl,
      discreet,
    } as const;
    const outgoing = toOutgoing(ctx, one, appointmentMessage(ctx, one, news));
    if ('drop' in outgoing) return { decided: { id, drop: outgoing.drop } };
    const tells = toldNow(one, standing);
    // What comes next in this turn about the same afspraak is told after it.
    told.set(thread, { told: tells, at: ctx.clock.now(), underWay: false, isTogether: true });
    // What the jongere can do nothing with any more only startles; but that they were missed is told afterwards.
    const until = telling.say === 'not-come' ? null : standing.start;
    return { decided: { id, kind: telling.say, told: tells }, outgoing, until };
  });
}

/** What the receiver knows afterwards: a casemanager, that they have it or not. */
function toldNow({ staffId }: Due, standing: Standing): Told {
  const told = toldSchema.parse(standing);
  return staffId === null || standing.casemanager === staffId ? told : { ...told, status: 'cancelled' };
}

const standingOf = (row: AppointmentRow): Standing => ({
  status: row.status,
  start: row.startsAt.getTime(),
  end: row.endsAt.getTime(),
  location: row.locationId,
  modality: row.modality,
  casemanager: row.casemanagerId,
  generation: row.generation,
  sequence: row.sequence,
  chooseAgainAt: row.chooseAgainAt?.getTime() ?? null,
  didNotCome: row.outcome === 'niet-verschenen',
  isWiped: row.wipedAt !== null,
});
