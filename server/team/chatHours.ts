import type { AgendaDay } from '#server/agenda/types.ts';
import { startOfDate } from '#server/kernel/time.ts';
import type { WeekHours } from '#server/openingHours/schema.ts';
import type { Interval } from '#server/slots/types.ts';
import { minuteMs } from '#server/slots/wallTime.ts';
import { unbookedOf } from './loadOfDay.ts';

/** One hour of the chat. */
export interface ChatHour {
  /** Epoch ms. */
  start: number;
  end: number;
  /** How many of the team work then and have half an hour of it without an afspraak. */
  people: number;
}

/** Who has less than this of an hour is not there for the chat. */
const needed = 30 * minuteMs;
const hour = 60 * minuteMs;

/** How many of a team can answer the chat in each hour of its opening hours on the day of these agendas. Pure. */
export function chatHours(hours: WeekHours, date: string, days: readonly AgendaDay[]): ChatHour[] {
  const weekday = Temporal.PlainDate.from(date).dayOfWeek;
  const free = days.map(unbookedOf);
  return hours
    .filter(({ weekdays }) => weekdays.includes(weekday))
    .flatMap(({ from, until }) => hoursBetween(instantAt(date, from), instantAt(date, until)))
    .sort((a, b) => a.start - b.start)
    .map((one) => ({ ...one, people: free.filter((stretches) => isThere(stretches, one)).length }));
}

/** On the clock of the gemeente, also on a day on which that moves. */
const instantAt = (date: string, time: string): number =>
  time === '24:00'
    ? startOfDate(Temporal.PlainDate.from(date).add({ days: 1 }).toString())
    : Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: 'Europe/Amsterdam', plainTime: time })
        .epochMilliseconds;

function hoursBetween(from: number, until: number): Interval[] {
  const hours: Interval[] = [];
  for (let start = from; start < until; start = nextHour(start))
    hours.push({ start, end: Math.min(nextHour(start), until) });
  return hours;
}

const nextHour = (at: number) => Math.floor(at / hour) * hour + hour;

function isThere(free: readonly Interval[], { start, end }: Interval): boolean {
  const time = free.reduce(
    (sum, one) => sum + Math.max(0, Math.min(one.end, end) - Math.max(one.start, start)),
    0,
  );
  return time >= Math.min(needed, end - start);
}
