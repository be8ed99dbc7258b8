import ICAL from 'ical.js';
import { dayMs } from '#server/kernel/time.ts';
import type { Interval } from '#server/slots/types.ts';
import { type CalendarEvent, type EventTimes, onTheWall, readingsOf, textOf, timeOf } from './readEvent.ts';
import { wallMs, type Zones } from './zones.ts';

/** More than a series of sixty years, each day. */
const mostTimes = 25_000;

/** An instance of a series that was moved, changed or cancelled. */
export interface Override {
  event: CalendarEvent;
  /** Which one it was: its start (epoch ms) by each reading, or its date. */
  replaces: Moment;
  /** Whether all after it change along. */
  andAfter: boolean;
}

/** An instant by each reading of its zone, and the date on the wall. */
interface Moment {
  instants: readonly number[];
  date: number;
  isDate: boolean;
}

const dateOf = (wall: ICAL.Time): number => Math.floor(wallMs(wall) / dayMs);

function momentOf(property: ICAL.Property, time: ICAL.Time, zones: Zones): Moment {
  return {
    instants: readingsOf(property, zones).map((zone) => zone.instantOf(time)),
    date: dateOf(time),
    isDate: time.isDate,
  };
}

/** The override that an event is; null for one that stands by itself. */
export function overrideOf(event: CalendarEvent, zones: Zones): Override | null {
  const property = event.component.getFirstProperty('recurrence-id');
  if (!property) return null;
  const time = timeOf(property);
  if (!time) throw new Error('expected which one of the series it is');
  const andAfter = property.getFirstParameter('range')?.toUpperCase() === 'THISANDFUTURE';
  return { event, replaces: momentOf(property, time, zones), andAfter };
}

/**
 * When an event takes place in a window, with all that returns of it: RRULE and RDATE without EXDATE and without those that an
 * override replaces. Throws for a series that has too much before the window ends.
 */
export function expand(
  event: CalendarEvent,
  overrides: readonly Override[],
  { window, zones }: { window: Interval; zones: Zones },
): Interval[] {
  const { component } = event;
  const excluded = component
    .getAllProperties('exdate')
    .flatMap((property) => timesIn(property).map((time) => momentOf(property, time, zones)));
  const out = [...excluded, ...overrides.map(({ replaces }) => replaces)];
  return event.times.flatMap((times, reading) => {
    const found: Interval[] = [];
    const add = (start: number, end: number) => {
      if (start < window.end && end > window.start) found.push({ start, end });
    };
    const isOut = isAmong(out, times, reading);
    const changes = changesOf(overrides, reading);
    const begins = times.zone.instantOf(times.start);
    // Two days for zones, and for a length that is one hour more when the clock moves.
    const length = changes.length > 0 ? Infinity : times.endOf(times.start) - begins + 2 * dayMs;
    for (const wall of starts(component, times, { start: window.start - length, end: window.end })) {
      const start = times.zone.instantOf(wall);
      if (isOut(start, wall)) continue;
      const changed = changes.findLast(({ from }) => from < start);
      if (!changed) add(start, times.endOf(wall));
      else if (changed.length !== null) add(start + changed.later, start + changed.later + changed.length);
    }
    for (const { start, end, wall } of added(component, times, zones, reading)) {
      if (!isOut(start, wall)) add(start, end);
    }
    return found;
  });
}

/** Whether one of a series is among those named: by its instant, or by its date where either has no time. */
function isAmong(moments: readonly Moment[], { isDate }: EventTimes, reading: number) {
  const byDate = (moment: Moment) => isDate || moment.isDate;
  const dates = new Set(moments.filter(byDate).map(({ date }) => date));
  const instants = new Set(
    moments.filter((one) => !byDate(one)).map((one) => one.instants[reading] ?? one.instants[0]),
  );
  return (start: number, wall: ICAL.Time) => instants.has(start) || dates.has(dateOf(wall));
}

/** The wall times at which it begins in a window, in any order; the first one always. */
function* starts(component: ICAL.Component, times: EventTimes, window: Interval): Generator<ICAL.Time> {
  yield times.start;
  const first = wallMs(times.start);
  for (const property of component.getAllProperties('rrule')) {
    const rule: unknown = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) throw new Error('expected a rule');
    if (rule.freq === 'SECONDLY' || rule.freq === 'MINUTELY') throw new Error('expected days or hours');
    rule.until = rule.until && lastOf(rule.until, times);
    const next = rule.iterator(times.start);
    let count = 0;
    for (let wall = next.next(); wall; wall = next.next()) {
      count += 1;
      if (count > mostTimes) throw new Error('expected fewer times');
      // No zone is a day from UTC.
      if (wallMs(wall) > window.end + dayMs) break;
      const at = wallMs(wall);
      if (at !== first && at > window.start) yield wall;
    }
  }
}

/** The last time of a series on the wall on which it is counted: the library would compare it as if it were UTC. */
function lastOf(until: ICAL.Time, { zone, isDate }: EventTimes): ICAL.Time {
  if (isDate)
    return new ICAL.Time({ year: until.year, month: until.month, day: until.day, isDate: true }, local);
  const wall = onTheWall(until);
  if (until.isDate) {
    const { year, month, day } = until;
    return new ICAL.Time({ year, month, day, hour: 23, minute: 59, second: 59, isDate: false }, local);
  }
  if (until.zone !== ICAL.Timezone.utcTimezone) return wall;
  const instant = wallMs(wall);
  const at = new Date(instant + zone.offsetAt(instant));
  return onTheWall(ICAL.Time.fromJSDate(at, true));
}

const local = ICAL.Timezone.localTimezone;

const timesIn = (property: ICAL.Property): ICAL.Time[] =>
  property.getValues().flatMap((value: unknown) => {
    if (value instanceof ICAL.Period) return [onTheWall(value.start)];
    return value instanceof ICAL.Time ? [onTheWall(value)] : [];
  });

interface Added extends Interval {
  wall: ICAL.Time;
}

/** What RDATE adds: times that last as long as the first, and periods with an end of their own. */
function added(component: ICAL.Component, times: EventTimes, zones: Zones, reading: number): Added[] {
  return component.getAllProperties('rdate').flatMap((property) => {
    const readings = readingsOf(property, zones);
    const zone = readings[reading] ?? readings[0] ?? times.zone;
    return property.getValues().flatMap((value: unknown): Added[] => {
      if (value instanceof ICAL.Time) {
        const wall = onTheWall(value);
        const start = zone.instantOf(wall);
        return [{ wall, start, end: start + times.endOf(wall) - times.zone.instantOf(wall) }];
      }
      if (!(value instanceof ICAL.Period)) return [];
      const wall = onTheWall(value.start);
      return [{ wall, start: zone.instantOf(wall), end: zone.instantOf(onTheWall(value.getEnd())) }];
    });
  });
}

/** What changes all of a series after one of it: how much later they are (ms), and how long; null when they are cancelled. */
interface ChangeAfter {
  from: number;
  later: number;
  length: number | null;
}

/** In order. */
function changesOf(overrides: readonly Override[], reading: number): ChangeAfter[] {
  return overrides
    .filter(({ andAfter }) => andAfter)
    .flatMap(({ event, replaces }): ChangeAfter[] => {
      const times = event.times[reading] ?? event.times[0];
      const from = replaces.instants[reading] ?? replaces.instants[0];
      if (!times || from === undefined) return [];
      const start = times.zone.instantOf(times.start);
      const isCancelled = textOf(event.component, 'status') === 'CANCELLED';
      return [{ from, later: start - from, length: isCancelled ? null : times.endOf(times.start) - start }];
    })
    .sort((one, other) => one.from - other.from);
}
