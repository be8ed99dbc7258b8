import { type AppointmentRow, toAppointment } from '#server/booking/rows.ts';
import type { NoticeChannel } from '#server/kernel/outbox.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { addressed } from './addressed.ts';
import type { Ctx, Services } from './context.ts';
import { isToldDiscreetly } from './discreetLetter.ts';
import {
  type Due,
  findGone,
  lockAppointments,
  lockDue,
  readCancelledBy,
  readTold,
  threadOf,
} from './readDue.ts';
import { type Decision, markDecided } from './settle.ts';
import { strictest } from './strictest.ts';
import { type Standing, type Told, tellingTo, tellingToStaff, toldSchema } from './telling.ts';
import { limitTexts } from './text/limitTexts.ts';
import type { Outgoing } from './types.ts';

/**
 * Takes messages whose turn it is, decides what they say from what they are about as it stands now, and marks them as under way or
 * as not needed, in one transaction; nothing has gone out when it is committed. Null when there was none.
 */
export async function prepare(
  services: Services,
  options: { ways: readonly NoticeChannel[]; most: number },
): Promise<Outgoing[] | null> {
  const ctx: Ctx = { ...services, actor: { kind: 'system' }, language: 'nl' };
  return write(ctx, async (w) => {
    const due = await lockDue(w.tx, w.now, options);
    if (due.length === 0) return null;
    const decisions = await limitTexts(w, due, await decide(w, due));
    await markDecided(
      w,
      decisions.map(({ decided }) => decided),
    );
    return decisions.flatMap(({ outgoing }) => outgoing ?? []);
  });
}

async function decide({ ctx, tx, now }: Write<Ctx>, due: readonly Due[]): Promise<Decision[]> {
  const roster = await ctx.roster.current();
  const rows = await lockAppointments(
    ctx,
    due.map(({ appointmentId }) => appointmentId),
  );
  const gone = await findGone(tx, due, rows);
  const told = await readTold(tx, due, now);
  const cancelledBy = await readCancelledBy(
    tx,
    [...rows.values()].filter(({ status }) => status === 'cancelled').map(({ id }) => id),
  );
  return due.map((one) => {
    const { id } = one;
    const row = rows.get(one.appointmentId);
    if (row === undefined)
      return { decided: gone.has(one.appointmentId) ? { id, drop: 'gone' } : { id, wait: true } };
    const appointment = toAppointment(ctx, roster, row);
    const standing = standingOf(row);
    const thread = threadOf(one);
    const last = told.get(thread);
    // Another process sends what came before it: after that it is its turn.
    if (last?.underWay) return { decided: { id, wait: true } };
    const before = last?.told ?? null;
    const telling =
      one.staffId === null
        ? tellingTo(one, before, standing, ctx.clock.now())
        : tellingToStaff(one.staffId, before, standing, ctx.clock.now());
    if ('drop' in telling) return { decided: { id, drop: telling.drop } };
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
    const made = addressed(ctx, one, news);
    if ('drop' in made) return { decided: { id, drop: made.drop } };
    const tells = toldNow(one, standing);
    // What comes next in this turn about the same afspraak is told after it.
    told.set(thread, { told: tells, underWay: false });
    return { decided: { id, kind: telling.say, told: tells }, outgoing: made };
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
