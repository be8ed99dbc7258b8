import ICAL from 'ical.js';
import { dayMs } from '#server/kernel/time.ts';
import { utc, wallMs, type Zone, type Zones } from './zones.ts';

/** When an event is, by one reading of its zone. */
export interface EventTimes {
  zone: Zone;
  /** Wall time of the start; a date for whole days. */
  start: ICAL.Time;
  isDate: boolean;
  /** When it ends, that begins at this wall time (epoch ms). */
  endOf(start: ICAL.Time): number;
}

/** An event, as far as it says when somebody is busy. */
export interface CalendarEvent {
  uid: string;
  component: ICAL.Component;
  /** One for each reading of its zone. */
  times: readonly EventTimes[];
  isAllDay: boolean;
}

/** Reads the event of a text. Throws for one that makes no sense. */
export function readEvent(text: string, zones: Zones): CalendarEvent {
  const component = new ICAL.Component(ICAL.parse(text));
  const property = component.getFirstProperty('dtstart');
  const start = property && timeOf(property);
  if (!start) throw new Error('expected a start');
  return {
    uid: textOf(component, 'uid').toLowerCase(),
    component,
    times: readingsOf(property, zones).map((zone) => ({
      zone,
      start,
      isDate: start.isDate,
      endOf: endOf(component, start, zone, zones),
    })),
    isAllDay: start.isDate || textOf(component, 'x-microsoft-cdo-alldayevent') === 'TRUE',
  };
}

export const textOf = (component: ICAL.Component, name: string): string => {
  const value = component.getFirstPropertyValue(name);
  return value === null ? '' : String(value).trim().toUpperCase();
};

/** The first time of a property, on the wall; null for anything else. */
export function timeOf(property: ICAL.Property): ICAL.Time | null {
  const value: unknown = property.getFirstValue();
  if (!(value instanceof ICAL.Time)) return null;
  // The library makes the 3rd of a 33rd of the month before.
  const bare = (text: string) => text.replace(/Z$/, '');
  if (bare(value.toString()) !== bare(String(property.toJSON()[3])))
    throw new Error('expected a time that exists');
  return onTheWall(value);
}

/** Without its zone: `Zones` knows more of those than the library. */
export function onTheWall({ year, month, day, hour, minute, second, isDate }: ICAL.Time): ICAL.Time {
  const wall = new ICAL.Time({ year, month, day, hour, minute, second, isDate }, ICAL.Timezone.localTimezone);
  if (Number.isNaN(wallMs(wall))) throw new Error('expected a time');
  return wall;
}

/** What the times of a property can mean: in UTC, in the zone that it names, or on our own clock. */
export function readingsOf(property: ICAL.Property, zones: Zones): readonly Zone[] {
  const value: unknown = property.getFirstValue();
  const time: unknown = value instanceof ICAL.Period ? value.start : value;
  if (!(time instanceof ICAL.Time) || time.isDate) return [zones.home];
  if (time.zone === ICAL.Timezone.utcTimezone) return [utc];
  const name = property.getFirstParameter('tzid');
  return name ? zones.readingsOf(name) : [zones.home];
}

/**
 * When it ends that begins at a wall time. An end makes each of a series last as long as the first, in real time; a duration
 * counts its days on the wall and the rest in real time; days are days (RFC 5545 3.3.6 and 3.8.5.3).
 */
function endOf(component: ICAL.Component, start: ICAL.Time, zone: Zone, zones: Zones) {
  const property = component.getFirstProperty('dtend');
  const end = property && timeOf(property);
  if (property && end) {
    if (start.isDate) return byDays(Math.round((wallMs(end) - wallMs(start)) / dayMs), 0, zone);
    const endZone = readingsOf(property, zones);
    // Of a zone that nobody knows both ends are read alike.
    const length = (endZone.length > 1 ? zone : (endZone[0] ?? zone)).instantOf(end) - zone.instantOf(start);
    if (length < 0) throw new Error('expected an end after the start');
    return (from: ICAL.Time) => zone.instantOf(from) + length;
  }
  const duration: unknown = component.getFirstPropertyValue('duration');
  if (duration instanceof ICAL.Duration) {
    const { weeks, days, hours, minutes, seconds, isNegative } = duration;
    if (isNegative) throw new Error('expected an end after the start');
    return byDays(7 * weeks + days, ((hours * 60 + minutes) * 60 + seconds) * 1000, zone);
  }
  return byDays(start.isDate ? 1 : 0, 0, zone);
}

function byDays(days: number, ms: number, zone: Zone) {
  if (days < 0) throw new Error('expected an end after the start');
  if (days === 0) return (from: ICAL.Time) => zone.instantOf(from) + ms;
  return (from: ICAL.Time) => {
    const wall = from.clone();
    wall.adjust(days, 0, 0, 0);
    return zone.instantOf(wall) + ms;
  };
}
