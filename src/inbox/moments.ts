import { dateInAmsterdam } from '#server/kernel/time.ts';
import { wording } from '#ui/wording.ts';

const w = wording('nl');

export const isSameDay = (one: number, other: number): boolean =>
  dateInAmsterdam(one) === dateInAmsterdam(other);

/** `14:05` today, `ma 23-11` on another day. */
export function shortMoment(at: number, now: number): string {
  if (isSameDay(at, now)) return w.time(at);
  const date = dateInAmsterdam(at);
  return `${w.shortWeekday(date)} ${w.dayNumber(date)}-${Number(date.slice(5, 7))}`;
}

/** `14:05` today, `ma 23-11 14:05` on another day. */
export const moment = (at: number, now: number): string =>
  isSameDay(at, now) ? w.time(at) : `${shortMoment(at, now)} ${w.time(at)}`;

/** `14:05` */
export const timeWords = (at: number): string => w.time(at);

/** `maandag 23 november` */
export const dayWords = (at: number): string => w.day(at);
