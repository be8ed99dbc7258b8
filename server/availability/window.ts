import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Roster } from '#server/roster/types.ts';
import type { BookingWindow } from '#server/slots/types.ts';
import { staffBooksFrom } from './rules.ts';

/** Dates in Amsterdam, both included. */
export interface DateRange {
  from: string;
  to: string;
}

/** The dates on which a jongere can book at this moment (epoch ms): from today to the horizon. */
export function bookableDates({ settings }: Pick<Roster, 'settings'>, now: number): DateRange {
  const today = dateInAmsterdam(now);
  return { from: today, to: addDays(today, settings.horizonDays) };
}

/** The part of the dates asked for on which anything can be booked; null when there is none. */
export function clipToBookable(
  { from, to }: DateRange,
  roster: Pick<Roster, 'settings'>,
  now: number,
): DateRange | null {
  const bookable = bookableDates(roster, now);
  const clipped = {
    from: from > bookable.from ? from : bookable.from,
    to: to < bookable.to ? to : bookable.to,
  };
  return clipped.from > clipped.to ? null : clipped;
}

/** The gemeente's limits on when a jongere may book, at this moment (epoch ms). */
export function bookingWindow({ settings }: Pick<Roster, 'settings'>, now: number): BookingWindow {
  const { noticeMinutes, horizonDays, travelMinutes } = settings;
  return { now, noticeMinutes, horizonDays, travelMinutes };
}

/** The limits for a referral that cannot wait: it starts sooner, never later. */
export function urgentWindow({ settings }: Pick<Roster, 'settings'>, now: number): BookingWindow {
  const { noticeMinutes, horizonDays, travelMinutes, referral } = settings;
  const soonest = Math.min(noticeMinutes, referral.urgentNoticeMinutes);
  return { now, noticeMinutes: soonest, horizonDays, travelMinutes };
}

/** The limits for staff: no notice, and a time may have begun up to a quarter of an hour ago. */
export function staffWindow({ settings }: Pick<Roster, 'settings'>, now: number): BookingWindow {
  const { horizonDays, travelMinutes } = settings;
  return { now: staffBooksFrom(now), noticeMinutes: 0, horizonDays, travelMinutes };
}
