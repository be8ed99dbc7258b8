import { fill } from '#server/kernel/texts/fill.ts';

const minute = 60_000;
/** Sooner than this it is counted in minutes; before that the time says enough. */
const countsFrom = 60;

/** How far off a talk is: nothing when that is more than an hour, "over 12 min", "nu bezig" while it goes on. Epoch ms. */
export function whenText(
  { start, end }: { start: number; end: number },
  now: number,
  texts: { now: string; in: string },
): string {
  if (start <= now) return now < end ? texts.now : '';
  const minutes = Math.ceil((start - now) / minute);
  return minutes <= countsFrom ? fill(texts.in, { minutes }) : '';
}
