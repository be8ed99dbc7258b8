import type { Language } from '#server/kernel/languages.ts';
import { addDays } from '#server/kernel/time.ts';
import { wording } from '#ui/wording.ts';

/** A Monday. */
const someMonday = '2026-11-23';

/** The name of an ISO weekday: `maandag`. */
export const dayName = (lang: Language, weekday: number): string =>
  wording(lang).weekday(addDays(someMonday, weekday - 1));
