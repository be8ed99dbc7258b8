import { expectedWait, roundWait, type Wait } from './expectedWait.ts';
import type { AtWork } from './findWaits.ts';

/** How long each who waits still waits, in order, and last of all who would walk in now. */
export function waitsOf(
  waiting: readonly { topic: string }[],
  { freeIn, freeShare }: AtWork,
  minutesOf: ReadonlyMap<string, number>,
): { each: Wait[]; next: Wait } {
  const lengths = waiting.map(({ topic }) => minutesOf.get(topic) ?? 0);
  const after = (count: number) =>
    roundWait(expectedWait({ ahead: lengths.slice(0, count), freeIn, freeShare }));
  return { each: waiting.map((_, index) => after(index)), next: after(waiting.length) };
}
