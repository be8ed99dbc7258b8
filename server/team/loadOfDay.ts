import { freeTime } from '#server/agenda/freeTime.ts';
import type { AgendaDay } from '#server/agenda/types.ts';
import type { Interval } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';

/** One day of one person. */
export interface DayLoad {
  date: string;
  /** Why there is no work at all: closed for everybody, absent all day, or no hours. Null when there is some. */
  off: 'closed' | 'absent' | 'no-hours' | null;
  /** Absent for a part of the day. */
  partly: boolean;
  /** Minutes of work in which a calendar of their own says busy. */
  elsewhere: number;
  /** Minutes of work, without absence and closures. */
  worked: number;
  /** Minutes that can still be booked, from now on. */
  free: number;
  /** Afspraken that stand. */
  booked: number;
  /** The most that somebody takes on this day; 0 when they do not work. */
  most: number;
  /** Afspraken to come outside the hours, of which nobody decided that they stay. */
  outside: number;
  /** More than the most is booked, or something stands outside the hours. */
  over: boolean;
}

const minutesOf = (stretches: readonly Interval[]): number =>
  stretches.reduce((sum, { start, end }) => sum + (end - start) / minuteMs, 0);

/** The working hours of a day without what closes. */
function openHours({ hours, closures }: AgendaDay): Interval[] {
  if (closures.some(({ location }) => location === null)) return [];
  return hours.filter(({ location }) => closures.every((closed) => closed.location !== location));
}

/** What of a day is work, whether it is over or not, without any afspraak taken off it. */
const workedOf = (day: AgendaDay): Interval[] => freeTime(openHours(day), day.absences, 0);

/** What of a day is work without an afspraak, also what is over by now. */
export const unbookedOf = (day: AgendaDay): Interval[] =>
  freeTime(openHours(day), [...day.absences, ...day.elsewhere, ...standing(day).map(({ busy }) => busy)], 0);

const standing = ({ items }: AgendaDay) =>
  items.flatMap((item) => (item.kind === 'appointment' && item.status === 'booked' ? [item] : []));

/** How full a day is of somebody who takes at most `maximum` afspraken a day. Pure. */
export function loadOfDay(day: AgendaDay, maximum: number): DayLoad {
  const worked = minutesOf(workedOf(day));
  const booked = standing(day);
  const outside = booked.filter((item) => item.outside === 'to-decide').length;
  const most = worked > 0 ? maximum : 0;
  return {
    date: day.date,
    off: worked > 0 ? null : whyOff(day),
    partly: worked > 0 && day.absences.length > 0,
    elsewhere: worked - minutesOf(freeTime(openHours(day), [...day.absences, ...day.elsewhere], 0)),
    worked,
    free: minutesOf(day.free),
    booked: booked.length,
    most,
    outside,
    over: outside > 0 || booked.length > maximum,
  };
}

function whyOff(day: AgendaDay): NonNullable<DayLoad['off']> {
  if (openHours(day).length > 0) return 'absent';
  if (day.hours.length > 0) return 'closed';
  return day.closures.some(({ location }) => location === null) ? 'closed' : 'no-hours';
}
