import ical, { ICalAttendeeStatus, ICalCalendarMethod } from 'ical-generator';
import type { OfStaff } from '#server/booking/types.ts';
import { type CalendarOptions, entryOf, type Owner, organizerOf } from './entry.ts';
import { productOf, textOf } from './text.ts';

/** RFC 5546: an entry comes or changes, or goes. */
export type MailMethod = 'REQUEST' | 'CANCEL';

/** Who gets the mail. Nobody else stands in it: a calendar that sees others mails them when its owner drags the entry. */
export type MailReceiver =
  /** `token` opens the private page of the afspraak. */
  | { kind: 'jongere'; email: string; token: string }
  /** A casemanager: `names` is whether they want the jongere named in their calendar. */
  | { kind: 'staff'; email: string; names: boolean };

/** The calendar part of a mail. */
export interface CalendarPart {
  /** For `method=` of the MIME type, which has to be what stands in the text (RFC 6047 2.4). */
  method: MailMethod;
  text: string;
}

/**
 * The calendar part of a mail about an afspraak (RFC 5546): `REQUEST` when it is made, moved, handed to the receiver or changed in
 * another way, `CANCEL` when it is cancelled or handed over to somebody else. UID and ORGANIZER are always the same and SEQUENCE
 * is that of the row, so that each part changes the entry that the one before it made. The text is UTF-8 in lines of at most
 * 75 bytes that end with CRLF; how it travels (base64) is up to the mail.
 */
export function calendarRequest(
  appointment: OfStaff,
  { method, to }: { method: MailMethod; to: MailReceiver },
  options: CalendarOptions,
): CalendarPart {
  const owner = ownerOf(appointment, to);
  const language = owner.kind === 'jongere' ? owner.language : 'nl';
  const calendar = ical({ prodId: productOf(language), method: ICalCalendarMethod[method] });
  // Handed over, it is cancelled for one and stands for another: the method says how it is for the receiver.
  const status = method === 'CANCEL' ? 'cancelled' : 'booked';
  const event = calendar.createEvent(entryOf({ ...appointment, status }, owner, options));
  event.organizer(organizerOf(options, language));
  // They have it already, and nobody waits for an answer.
  event.createAttendee({ email: to.email, status: ICalAttendeeStatus.ACCEPTED, rsvp: false });
  return { method, text: textOf(calendar) };
}

const ownerOf = ({ language }: OfStaff, to: MailReceiver): Owner =>
  to.kind === 'staff' ? { kind: 'staff', names: to.names } : { kind: 'jongere', language, token: to.token };
