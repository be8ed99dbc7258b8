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
  const parts = groupHours(hours).find(({ weekdays }) => weekdays.includes(weekday))?.times ?? [];
  return parts.find(({ from, until }) => from <= time && time < until)?.until ?? null;
}
