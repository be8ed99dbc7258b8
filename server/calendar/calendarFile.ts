import ical, {
  ICalCalendarMethod,
  ICalEventClass,
  type ICalEventData,
  ICalEventStatus,
} from 'ical-generator';
import type { Appointment } from '#server/booking/types.ts';
import { inLanguage } from '#server/kernel/languages.ts';
import { say } from '#server/kernel/texts/texts.ts';

export interface CalendarOptions {
  municipality: string;
  /** The gemeente's own address: RFC 5546 wants an organizer in what is published. */
  email: string;
  /** The address of the site, without a slash at the end. */
  publicUrl: string;
  /** Epoch ms: when this file is made. */
  now: number;
}

/**
 * After the id of an afspraak in its UID, for ever: an entry that somebody imported is known by it (RFC 5545 3.8.4.7), so
 * it hangs on nothing that can change, like the address of the site. The id alone makes it unique.
 */
const uidSuffix = '@doorstart';

/**
 * An afspraak as an iCalendar file (RFC 5545) to download and import, discreet: no topic, no note, no name, no home address.
 * Importing it again after a move or cancellation changes the same entry, by its UID and growing SEQUENCE.
 * Times are in UTC, which every calendar shows in its reader's zone.
 */
export function calendarFile(appointment: Appointment, options: CalendarOptions): string {
  const { id, language, sequence, status, start, end, token, modality, location } = appointment;
  const { municipality, email, publicUrl, now } = options;
  const calendar = ical({
    prodId: { company: 'Doorstart', product: 'afspraken', language: language.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${id}${uidSuffix}`,
    sequence,
    status: status === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
    stamp: new Date(now),
    start: new Date(start),
    end: new Date(end),
    summary: say(language, 'calendar-summary'),
    description: [
      ...(modality === 'wandelen' ? [say(language, 'calendar-walk', { place: plain(location.name) })] : []),
      say(language, 'calendar-description', {
        url: `${publicUrl}${inLanguage(language, `/mijn-afspraak/${token}`)}`,
      }),
    ].join('\n'),
    organizer: { name: plain(say(language, 'calendar-organizer', { municipality })), email },
    ...where(appointment),
  });
  return `${calendar.toString().trimEnd()}\r\n`;
}

function where({ modality, location, casemanager, language }: Appointment): Partial<ICalEventData> {
  if (modality === 'telefoon') return { location: say(language, 'calendar-called') };
  if (modality === 'huisbezoek') return { location: say(language, 'calendar-visit') };
  if (modality === 'video') {
    return {
      location: say(language, 'calendar-video'),
      url: casemanager.meetingLink && uri(casemanager.meetingLink),
    };
  }
  return { location: plain(location.address) };
}

/** The library escapes an address as if it were text, which RFC 5545 3.3.13 does not: leave it nothing to escape. */
function uri(link: string): string {
  return new URL(link).href.replaceAll(/[,;\\]/g, encodeURIComponent);
}

/** RFC 5545 3.3.11 has no room for control characters in a text; a line break it can write. */
function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ');
}
