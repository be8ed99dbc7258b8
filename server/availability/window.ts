import type { Roster } from '../roster/types.ts';
import type { BookingWindow } from './types.ts';

/** The gemeente's limits on when a jongere may book, at this moment (epoch ms). */
export function bookingWindow({ settings }: Pick<Roster, 'settings'>, now: number): BookingWindow {
  return { now, noticeMinutes: settings.noticeMinutes, horizonDays: settings.horizonDays };
}

/** Somebody who walked in sits at the table before the afspraak is in the agenda. */
const begunMs = 15 * 60_000;

/** When staff may book: without notice, and also a time that began up to a quarter of an hour ago. */
export function staffWindow({ settings }: Pick<Roster, 'settings'>, now: number): BookingWindow {
  return { now: now - begunMs, noticeMinutes: 0, horizonDays: settings.horizonDays };
}
