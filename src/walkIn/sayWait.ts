import type { Wait } from '#server/walkIn/expectedWait.ts';
import type { texts } from '../content/texts.ts';

/** A wait in words: "ongeveer 20 minuten", "langer dan een uur", or that nobody knows. */
export function sayWait(t: ReturnType<typeof texts>, wait: Wait): string {
  if (wait.kind === 'about') return t('line.wait.about', { minutes: wait.minutes });
  return t(wait.kind === 'long' ? 'line.wait.long' : 'line.wait.unknown');
}
