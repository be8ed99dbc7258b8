import { groupHours } from '#server/openingHours/groupHours.ts';
import type { WeekHours } from '#server/openingHours/schema.ts';

/** A moment on the clock of the gemeente. */
export interface WallMoment {
  /** ISO: 1 is Monday. */
  weekday: number;
  /** `09:30` */
  time: string;
}

/** Whether hours are on, and until when today: the end of the part that is on, as `12:00`; null when none is. */
export function openUntil(hours: WeekHours, { weekday, time }: WallMoment): string | null {
  return partsOn(hours, weekday).find(({ from, until }) => from <= time && time < until)?.until ?? null;
}

/** Whether nothing of the hours of a day is on any more or still comes: not before they begin, nor in a break. */
export const isOver = (hours: WeekHours, { weekday, time }: WallMoment): boolean =>
  partsOn(hours, weekday).every(({ until }) => until <= time);

const partsOn = (hours: WeekHours, weekday: number) =>
  groupHours(hours).find(({ weekdays }) => weekdays.includes(weekday))?.times ?? [];
