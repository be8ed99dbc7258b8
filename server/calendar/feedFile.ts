import ical, { type ICalCalendar, ICalCalendarMethod, type ICalEvent } from 'ical-generator';
import { type CalendarOptions, entryOf, type Owner, organizerOf, type Scheduled } from './entry.ts';
import { productOf, textOf } from './text.ts';
import { inZone, isPlain, zone, zoneText } from './zone.ts';

/** How often (in seconds) a program is asked to look; some look when they please. */
const everySeconds = 15 * 60;

/**
 * The afspraken of a casemanager as a feed to subscribe to (RFC 5545, RFC 7986 5.7). No jongere is an attendee, and they are named
 * only where `names` says so. Times are on the clock of the Netherlands.
 */
export function feedFile(
  appointments: readonly Scheduled[],
  { names }: { names: boolean },
  options: CalendarOptions,
): string {
  const owner: Owner = { kind: 'staff', names };
  const calendar = ical({
    prodId: productOf('nl'),
    method: ICalCalendarMethod.PUBLISH,
    name: 'Doorstart',
    ttl: everySeconds,
  });
  const organizer = organizerOf(options, 'nl');
  for (const appointment of appointments)
    addEntry(calendar, appointment, owner, options).organizer(organizer);
  return withZone(calendar);
}

/**
 * One afspraak as it is stored on a server of calendars: without a method (RFC 4791 4.1), and without an organizer. With one, the server
 * would write to it when the casemanager changes or deletes the entry (RFC 6638 3.2).
 */
export function storedFile(appointment: Scheduled, owner: Owner, options: CalendarOptions): string {
  const calendar = ical({ prodId: productOf('nl') });
  addEntry(calendar, appointment, owner, options);
  return withZone(calendar);
}

function addEntry(
  calendar: ICalCalendar,
  appointment: Scheduled,
  owner: Owner,
  options: CalendarOptions,
): ICalEvent {
  const [start, end] = [inZone(appointment.start), inZone(appointment.end)];
  const event = calendar.createEvent(entryOf(appointment, owner, options));
  if (isPlain(start) && isPlain(end)) event.timezone(zone).start(start).end(end);
  return event;
}

/**
 * The library would write the zone before the last properties of the calendar, which come first (RFC 5545 3.6), and with it
 * DTSTAMP in local time, which has to be UTC.
 */
const withZone = (calendar: ICalCalendar): string =>
  textOf(calendar).replace(/^(?=BEGIN:VEVENT|END:VCALENDAR)/m, `${zoneText}\r\n`);
