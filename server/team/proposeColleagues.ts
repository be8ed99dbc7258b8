import { canTake, type Taker, type TakingGround, type ToHandOver } from '#server/agenda/whoCanTake.ts';
import { timesOf } from '#server/booking/slotRequest.ts';

/**
 * A colleague for each of these afspraken, by its id, such that all of them fit together: nobody has two at one time, more than
 * they take a day, or one outside their hours. Null where nobody is left. Those that fewest can take are given first, and each goes to who
 * got least so far. A larger number of them might fit by chance: this is a proposal, that can be changed. Pure.
 */
export function proposeColleagues(
  ground: TakingGround,
  appointments: readonly ToHandOver[],
): Map<string, string | null> {
  const takers = new Map(ground.takers.map((taker) => [taker.id, taker]));
  const given = new Map<string, number>();
  const choices = appointments.map((appointment) => ({
    appointment,
    many: ground.takers.filter((taker) => canTake(ground, taker, appointment)).length,
  }));
  const proposed = new Map<string, string | null>();
  for (const { appointment } of choices.sort(fewestFirst)) {
    const [taker] = [...takers.values()]
      .filter((one) => canTake(ground, one, appointment))
      .sort((a, b) => (given.get(a.id) ?? 0) - (given.get(b.id) ?? 0));
    proposed.set(appointment.id, taker?.id ?? null);
    if (!taker) continue;
    takers.set(taker.id, withOneMore(ground, taker, appointment));
    given.set(taker.id, (given.get(taker.id) ?? 0) + 1);
  }
  return proposed;
}

interface Choice {
  appointment: ToHandOver;
  many: number;
}

const fewestFirst = (a: Choice, b: Choice) =>
  a.many - b.many ||
  a.appointment.start - b.appointment.start ||
  a.appointment.id.localeCompare(b.appointment.id);

/** Somebody once they have this one as well, with the way to it and back. */
function withOneMore(
  { window }: Pick<TakingGround, 'window'>,
  taker: Taker,
  { start, topic, modality }: ToHandOver,
): Taker {
  const { occupiedFrom, occupiedUntil } = timesOf({ topic, start, modality, travel: window.travelMinutes });
  const occupied = { start: occupiedFrom, end: occupiedUntil };
  return { ...taker, busy: [...taker.busy, occupied], booked: [...taker.booked, start] };
}
