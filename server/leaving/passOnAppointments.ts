import { eq } from 'drizzle-orm';
import { appointments } from '#db/schema/index.ts';
import { canStill } from '#server/agenda/rules.ts';
import { slotRequestOf } from '#server/agenda/slotRequestOf.ts';
import { staffWindow } from '#server/availability/window.ts';
import { endOldHolds } from '#server/booking/forget.ts';
import { relocate } from '#server/booking/relocate.ts';
import { selectRow, toAppointment } from '#server/booking/rows.ts';
import { tell } from '#server/booking/tell.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Ctx } from './context.ts';
import { anyone, chooseAgain, type LeavePlan } from './schema.ts';

interface PassOn {
  /** Who leaves. */
  id: string;
  roster: Roster;
  /** Who can take over. */
  colleagues: readonly { id: string }[];
  plan: LeavePlan;
}

type Passed =
  | { ok: true }
  | { ok: false; error: 'changed' }
  | { ok: false; error: 'taken' | 'no-room'; start: number }
  | { ok: false; error: 'under-way'; end: number };

/** Passes on each afspraak to come as was decided. Under the lock of the roster, so that no booking comes in between. */
export async function passOnAppointments(
  w: Write<Ctx>,
  { id, roster, colleagues, plan }: PassOn,
): Promise<Passed> {
  const { ctx, tx } = w;
  const now = ctx.clock.now();
  const open = await tx<{ id: string }[]>`
    select id from appointments
    where casemanager_id = ${id} and status = 'booked' and ends_at > ${w.now} order by starts_at, id`;
  const given = new Map<string, number>();
  const decided = new Map(plan.appointments.map((one) => [one.id, one]));
  for (const { id: appointmentId } of open) {
    const decision = decided.get(appointmentId);
    const row = await selectRow(ctx, eq(appointments.id, appointmentId));
    if (row?.status !== 'booked') return { ok: false, error: 'changed' };
    const old = toAppointment(ctx, roster, row);
    const care = { ...old, wiped: row.wipedAt !== null };
    if (!canStill('choose-again', care, now) && !canStill('hand-over', care, now))
      return { ok: false, error: 'under-way', end: old.end };
    if (!decision || decision.version !== old.sequence) return { ok: false, error: 'changed' };
    const { to } = decision;
    const { message } = plan;
    // Who got least so far is tried first.
    const fairly = colleagues.toSorted((x, y) => (given.get(x.id) ?? 0) - (given.get(y.id) ?? 0));
    const takers =
      to === anyone ? fairly : to === chooseAgain ? [] : colleagues.filter((one) => one.id === to);
    const taken = await giveToFirst(w, { old, roster, takers, message });
    if (taken === 'changed') return { ok: false, error: 'changed' };
    if (taken !== null) given.set(taken, (given.get(taken) ?? 0) + 1);
    else if (to !== anyone && to !== chooseAgain) return { ok: false, error: 'taken', start: old.start };
    const passed: Passed =
      taken === null
        ? await keepUntilChosen(w, { old, colleagues: first(colleagues, plan.keeper), message })
        : { ok: true };
    if (!passed.ok) return passed;
  }
  return { ok: true };
}

const first = (colleagues: readonly { id: string }[], keeper: string | null) =>
  colleagues.toSorted((a, b) => Number(b.id === keeper) - Number(a.id === keeper));

/** Hands an afspraak to the first of these who is free then: their id, or null when none is. */
async function giveToFirst(
  w: Write<Ctx>,
  {
    old,
    roster,
    takers,
    message,
  }: { old: Appointment; roster: Roster; takers: readonly { id: string }[]; message: string },
): Promise<string | null> {
  for (const { id: to } of takers) {
    const result = await relocate(w.ctx, {
      old,
      request: slotRequestOf(old, roster.settings.travelMinutes),
      only: to,
      window: staffWindow(roster, w.ctx.clock.now()),
      // No check for another afspraak of the jongere at that time: that was decided when it got this time.
      apart: false,
      message: message || null,
      event: () => ({ what: 'handed-over', details: { from: old.casemanager.id, to } }),
    });
    if (result.ok) return to;
    if (result.error !== 'taken') return 'changed';
  }
  return null;
}

/**
 * Asks the jongere to choose again, and gives the afspraak to a colleague until they did: they may come all the same, and then
 * somebody who is there has to know. Whether that colleague works at that time does not count, only that nobody else has them.
 */
async function keepUntilChosen(
  w: Write<Ctx>,
  { old, colleagues, message }: { old: Appointment; colleagues: readonly { id: string }[]; message: string },
): Promise<Passed> {
  const { tx } = w;
  const about = { kind: 'appointment', id: old.id } as const;
  for (const { id: to } of colleagues) {
    const [blocked] = await tx`
      select from appointments other join appointments mine on mine.id = ${old.id} and other.id <> mine.id
      where other.casemanager_id = ${to} and other.during && mine.during
        and (other.status = 'booked' or (other.status = 'held' and other.expires_at > ${w.now}))`;
    if (blocked) continue;
    const [span] = await tx<{ during: string }[]>`select during::text from appointments where id = ${old.id}`;
    await endOldHolds(tx, { casemanagerId: to, during: span?.during ?? 'empty', now: w.now });
    const rows = await tx`
      update appointments
      set casemanager_id = ${to}, choose_again_at = ${w.now}, kept_outside_hours = false,
          message_to_jongere = ${message || null}, sequence = sequence + 1
      where id = ${old.id} and status = 'booked' and sequence = ${old.sequence}
      returning id`;
    if (rows.length === 0) return { ok: false, error: 'changed' };
    w.record({ about, what: 'handed-over', details: { from: old.casemanager.id, to } });
    w.record({ about, what: 'choose-again' });
    await tell(w, old.id, 'choose-again');
    w.changed({ agenda: [old.casemanager.id, to] });
    return { ok: true };
  }
  return { ok: false, error: 'no-room', start: old.start };
}
