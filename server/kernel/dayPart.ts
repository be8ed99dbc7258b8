import type { dayParts } from '#db/schema/words.ts';
import { offsetAt } from './time.ts';

export type DayPart = (typeof dayParts)[number];

/** The part of the day in Amsterdam in which an instant (epoch ms) lies. Also runs in a browser. */
export function partOfDay(start: number): DayPart {
  const hour = new Date(start + offsetAt(start)).getUTCHours();
  return hour < 12 ? 'ochtend' : hour < 18 ? 'middag' : 'avond';
}
