import ical, { ICalCalendarMethod } from 'ical-generator';
import type { Appointment } from '#server/booking/types.ts';
import { type CalendarOptions, entryOf, organizerOf } from './entry.ts';
import { productOf, textOf } from './text.ts';

/**
 * An afspraak as an iCalendar file (RFC 5545) to download and import, discreet: no topic, no note, no name, no home address.
 * Importing it again after a move or cancellation changes the same entry, by its UID and growing SEQUENCE.
 * Times are in UTC, which every calendar shows in its reader's zone.
 */
export function calendarFile(appointment: Appointment, options: CalendarOptions): string {
  const { language, token } = appointment;
  const calendar = ical({ prodId: productOf(language), method: ICalCalendarMethod.PUBLISH });
  const event = calendar.createEvent(entryOf(appointment, { kind: 'jongere', language, token }, options));
  event.organizer(organizerOf(options, language));
  return textOf(calendar);
}
