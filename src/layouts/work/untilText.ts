import { fill } from '#server/kernel/texts/fill.ts';

const minute = 60_000;
/** Sooner than this it is counted in minutes; before that the time says enough. */
const soon = 60;

/**
 * How far off something is, to stand behind its time: nothing for what is more than an hour away, "over 12 min" before it,
 * "nu" while it runs. Epoch ms.
 */
export function untilText(
  { start, end }: { start: number; end: number },
  now: number,
  texts: { now: string; in: string },
): string {
  if (start <= now) return now < end ? `, ${texts.now}` : '';
  const minutes = Math.ceil((start - now) / minute);
  return minutes <= soon ? `, ${fill(texts.in, { minutes })}` : '';
}
