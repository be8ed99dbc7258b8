import type { Interval } from '#server/slots/types.ts';
import { type Place, placeClass } from './place.ts';
import { type DayScale, minutesAt } from './scale.ts';

/** What is shorter is drawn this long (minutes), so that a line of text fits. */
export const shortest = 15;

/**
 * Lays the entries of one day out, true to time. Those that overlap lie side by side and cover none of each other; a
 * stretch of time that no entry shares with its neighbours begins anew. In the order of `entries`.
 */
export function layOut<Entry extends Interval>(
  day: DayScale,
  entries: readonly Entry[],
): { entry: Entry; place: Place }[] {
  const laid = entries.map((entry) => {
    const at = minutesAt(day, entry.start);
    const length = Math.max(shortest, minutesAt(day, entry.end) - at);
    return { entry, place: { at, length, lane: 0, lanes: 1 } };
  });
  const inOrder = laid.map(({ place }) => place).sort((a, b) => a.at - b.at || b.length - a.length);
  let cluster: Place[] = [];
  /** Until when (minutes) each lane of the cluster is taken. */
  let taken: number[] = [];
  const close = () => {
    for (const place of cluster) place.lanes = taken.length;
    cluster = [];
    taken = [];
  };
  for (const place of inOrder) {
    if (taken.every((until) => until <= place.at)) close();
    const free = taken.findIndex((until) => until <= place.at);
    place.lane = free === -1 ? taken.length : free;
    taken[place.lane] = place.at + place.length;
    cluster.push(place);
  }
  close();
  return laid;
}

/** The classes of a stretch as wide as its column. */
export function bandClass(day: DayScale, { start, end }: Interval): string {
  const at = minutesAt(day, start);
  return placeClass({ at, length: minutesAt(day, end) - at, lane: 0, lanes: 1 });
}
