import { readBusy } from '#server/availability/busy.ts';
import { withBusy } from '#server/availability/findSlots.ts';
import { staffWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Appointment } from '#server/booking/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import type { BookingWindow, CasemanagerAvailability, Closure } from '#server/slots/types.ts';
import { whyNot } from '#server/slots/why.ts';
import { slotRequestOf } from './slotRequestOf.ts';

/** The fields of an afspraak that are needed to find a colleague for it. */
export type ToHandOver = Pick<Appointment, 'id' | 'start' | 'topic' | 'modality'> & {
  location: { id: string };
  casemanager: { id: string };
};

export interface Colleague {
  id: string;
  firstName: string;
  lastName: string;
}

/** Somebody with what decides whether they can take an afspraak. */
export interface Taker extends Colleague, CasemanagerAvailability {
  /** The locations at which they ever work. */
  places: readonly string[];
}

/** What the question who can take an afspraak is answered from. */
export interface TakingGround {
  window: BookingWindow;
  closures: readonly Closure[];
  takers: readonly Taker[];
}

/** The casemanagers of a roster with what takes their time on the days of these afspraken. One query. */
export async function readTakers(
  { sql, clock }: Pick<Ctx, 'sql' | 'clock'>,
  roster: Roster,
  appointments: readonly Pick<ToHandOver, 'start'>[],
): Promise<TakingGround> {
  const { casemanagers: team, closures } = roster;
  const dates = appointments.map(({ start }) => dateInAmsterdam(start)).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  const now = clock.now();
  const window = staffWindow(roster, now);
  if (from === undefined || to === undefined) return { window, closures, takers: [] };
  const ids = team.map(({ id }) => id);
  const busy = withBusy(roster, await readBusy(sql, { from, to, now }, ids));
  return { window, closures, takers: team.flatMap((one, index) => takerOf(one, busy[index])) };
}

const takerOf = (
  { firstName, lastName, places }: Casemanager,
  availability: CasemanagerAvailability | undefined,
): Taker[] => (availability ? [{ ...availability, firstName, lastName, places }] : []);

/** Whether somebody else could take an afspraak, in the same way and, where people meet, at the same place. Pure. */
export function canTake(
  { window, closures }: Omit<TakingGround, 'takers'>,
  taker: Taker,
  appointment: ToHandOver,
): boolean {
  if (taker.id === appointment.casemanager.id) return false;
  const { topic, start, modality, location } = slotRequestOf(appointment, window.travelMinutes);
  return taker.places
    .filter((place) => location === undefined || place === location)
    .some(
      (place) => whyNot({ window, topic }, taker, closures, { start, modality, location: place }) === null,
    );
}

/** Who of them is free for each of these afspraken, by id of the afspraak: each as if it were the only one. Pure. */
export function whoCanTakeOf(
  ground: TakingGround,
  appointments: readonly ToHandOver[],
): Map<string, Colleague[]> {
  return new Map(
    appointments.map((appointment) => [
      appointment.id,
      ground.takers
        .filter((taker) => canTake(ground, taker, appointment))
        .map(({ id, firstName, lastName }) => ({ id, firstName, lastName })),
    ]),
  );
}

/** Those of the casemanagers of a roster who are free for each of these afspraken, by id of the afspraak. */
export async function whoCanTake(
  ctx: Pick<Ctx, 'sql' | 'clock'>,
  roster: Roster,
  appointments: readonly ToHandOver[],
): Promise<Map<string, Colleague[]>> {
  return whoCanTakeOf(await readTakers(ctx, roster, appointments), appointments);
}
