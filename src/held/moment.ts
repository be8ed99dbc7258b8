import type { Language } from '#server/kernel/languages.ts';
import { wording } from '#ui/wording.ts';
import { texts } from '../content/texts.ts';

/** `dinsdag 24 november 2026 om 09:15 uur` */
export function sayMoment(lang: Language, at: Date): string {
  const w = wording(lang);
  return texts(lang)('held.moment', { day: w.date(at.getTime()), time: w.time(at.getTime()) });
}
