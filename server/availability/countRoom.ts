import { dateInAmsterdam } from '#server/kernel/time.ts';
import { buffersOf } from '#server/slots/travel.ts';
import type { Slot, TopicTiming, TravelMinutes } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';

/** How many more afspraken a casemanager can have on a day, by their ids and the date. */
export type LeftOnDay = (casemanagerId: string, date: string) => number;

/**
 * How many afspraken fit in free times, for all casemanagers together. Greedy: each casemanager takes the slot that is over
 * first, with what is kept free around it, after the previous one: no other choice fits more in.
 */
export function countRoom(
  slots: readonly Slot[],
  { topic, travelMinutes }: { topic: TopicTiming; travelMinutes: TravelMinutes },
  left: LeftOnDay,
): number {
  const taking = slots
    .map(({ start, end, modality, casemanagers }) => {
      const { before, after } = buffersOf(topic, travelMinutes, modality);
      return { start, casemanagers, from: start - before * minuteMs, until: end + after * minuteMs };
    })
    .sort((one, other) => one.until - other.until || other.from - one.from);
  const next = new Map<string, number>();
  const onDay = new Map<string, number>();
  let room = 0;
  for (const { start, casemanagers, from, until } of taking) {
    const date = dateInAmsterdam(start);
    for (const id of casemanagers) {
      if (from < (next.get(id) ?? -Infinity)) continue;
      const day = `${id} ${date}`;
      const taken = onDay.get(day) ?? 0;
      if (taken >= left(id, date)) continue;
      next.set(id, until);
      onDay.set(day, taken + 1);
      room += 1;
    }
  }
  return room;
}
