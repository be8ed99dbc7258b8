import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import { readBusy } from '#server/availability/busy.ts';
import { withBusy } from '#server/availability/findSlots.ts';
import { staffWindow } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Appointment } from '#server/booking/types.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import type { CasemanagerAvailability } from '#server/slots/types.ts';
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

/**
 * The colleagues of the team who are free for each of these afspraken, with the same modality and location, by id of the
 * afspraak. One query, however many there are. Only a first look: `handOver` decides.
 */
export async function freeColleagues(
  ctx: Ctx,
  roster: Roster,
  appointments: readonly ToHandOver[],
): Promise<Map<string, Colleague[]>> {
  may(ctx, 'appointment.hand-over');
  const team = peopleInScope(ctx, 'appointment.hand-over', roster.casemanagers);
  return whoCanTake(ctx, { ...roster, casemanagers: team }, appointments);
}

/** Those of the casemanagers of a roster who are free for each of these afspraken, by id of the afspraak. */
export async function whoCanTake(
  { sql, clock }: Pick<Ctx, 'sql' | 'clock'>,
  roster: Roster,
  appointments: readonly ToHandOver[],
): Promise<Map<string, Colleague[]>> {
  const { casemanagers: team } = roster;
  const dates = appointments.map(({ start }) => dateInAmsterdam(start)).sort();
  const [from, to] = [dates[0], dates.at(-1)];
  if (from === undefined || to === undefined) return new Map();
  const now = clock.now();
  const window = staffWindow(roster, now);
  const ids = team.map(({ id }) => id);
  const busy = withBusy(roster, await readBusy(sql, { from, to, now }, ids));

  const canTake = (
    appointment: ToHandOver,
    colleague: CasemanagerAvailability,
    places: readonly string[],
  ) => {
    const { topic, start, modality, location } = slotRequestOf(appointment);
    return places
      .filter((place) => location === undefined || place === location)
      .some(
        (place) =>
          whyNot({ window, topic }, colleague, roster.closures, { start, modality, location: place }) ===
          null,
      );
  };
  return new Map(
    appointments.map((appointment) => [
      appointment.id,
      team.flatMap(({ id, firstName, lastName, places }, index) => {
        const availability = busy[index];
        if (id === appointment.casemanager.id || !availability) return [];
        return canTake(appointment, availability, places) ? [{ id, firstName, lastName }] : [];
      }),
    ]),
  );
}
