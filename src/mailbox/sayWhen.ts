import type { Language } from '#server/kernel/languages.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { wording } from '#ui/wording.ts';

/** When a message came: of today the time, else the day too. Instants are epoch ms. */
export function sayWhen(lang: Language, at: number, now: number): string {
  const say = wording(lang);
  const date = dateInAmsterdam(at);
  return date === dateInAmsterdam(now) ? say.time(at) : `${say.shortDay(date)} ${say.time(at)}`;
}
