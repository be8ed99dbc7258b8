import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Slot, TopicTiming } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';

/** How many more afspraken a casemanager can have on a day, by their ids and the date. */
export type LeftOnDay = (casemanagerId: string, date: string) => number;

/**
 * How many afspraken fit in free times, for all casemanagers together. `slots` are in order of start. Greedy: each casemanager
 * takes the earliest slot after the previous one, which is optimal when all take equally long.
 */
export function countRoom(slots: readonly Slot[], topic: TopicTiming, left: LeftOnDay): number {
  const every = (topic.bufferBeforeMinutes + topic.durationMinutes + topic.bufferAfterMinutes) * minuteMs;
  const next = new Map<string, number>();
  const onDay = new Map<string, number>();
  let room = 0;
  for (const { start, casemanagers } of slots) {
    const date = dateInAmsterdam(start);
    for (const id of casemanagers) {
      if (start < (next.get(id) ?? 0)) continue;
      const day = `${id} ${date}`;
      const taken = onDay.get(day) ?? 0;
      if (taken >= left(id, date)) continue;
      next.set(id, start + every);
      onDay.set(day, taken + 1);
      room += 1;
    }
  }
  return room;
}
