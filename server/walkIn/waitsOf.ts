import { expectedWait, roundWait, type Wait } from './expectedWait.ts';
import type { AtWork } from './findWaits.ts';

/** In how many minutes it is the turn of who comes after all of these; null when nobody knows. */
export function waitAfter(
  waiting: readonly { topic: string }[],
  { freeIn, freeShare }: AtWork,
  minutesOf: ReadonlyMap<string, number>,
): number | null {
  const ahead = waiting.map(({ topic }) => minutesOf.get(topic) ?? 0);
  return expectedWait({ ahead, freeIn, freeShare });
}

/** How long each who waits still waits, in order, and last of all who would walk in now. */
export function waitsOf(
  waiting: readonly { topic: string }[],
  atWork: AtWork,
  minutesOf: ReadonlyMap<string, number>,
): { each: Wait[]; next: Wait } {
  const after = (count: number) => roundWait(waitAfter(waiting.slice(0, count), atWork, minutesOf));
  return { each: waiting.map((_, index) => after(index)), next: after(waiting.length) };
}
