import {
  ICalEventBusyStatus,
  ICalEventClass,
  type ICalEventData,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import type { Appointment } from '#server/booking/types.ts';
import { inLanguage, type Language } from '#server/kernel/languages.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';

/** What the gemeente and its site are, for an entry. */
export interface CalendarOptions {
  municipality: string;
  /** The gemeente's own address: RFC 5546 wants an organizer. */
  email: string;
  /** The address of the site, without a slash at the end. */
  publicUrl: string;
}

/** What of an afspraak can come into a calendar. */
export interface Scheduled
  extends Pick<
    Appointment,
    'id' | 'status' | 'sequence' | 'revisedAt' | 'start' | 'end' | 'modality' | 'name' | 'visitAddress'
  > {
  location: Pick<Appointment['location'], 'name' | 'address'>;
  casemanager: Pick<Appointment['casemanager'], 'meetingLink'>;
}

/** Whose calendar an entry is for. */
export type Owner =
  /** `token` opens the private page of the afspraak. */
  | { kind: 'jongere'; language: Language; token: string }
  /** `names`: whether the jongere is named, and where they live for a home visit. */
  | { kind: 'staff'; names: boolean };

/**
 * After the id of an afspraak in its UID, for ever: an entry that somebody imported is known by it (RFC 5545 3.8.4.7), so
 * it hangs on nothing that can change, like the address of the site. The id alone makes it unique.
 */
const uidSuffix = '@doorstart';

/** The UID of an afspraak, the same in every calendar. */
export const uidOf = (id: string): string => `${id}${uidSuffix}`;

/** Whether an entry of some calendar is one of our afspraken, which was read back. */
export const isOwnUid = (uid: string): boolean => uid.endsWith(uidSuffix);

/**
 * The entry of an afspraak (RFC 5545 3.6.1), discreet: no topic, no note, and of the jongere no more than `owner` says.
 * All of it comes from the row, so one version of an afspraak is always written the same. Times are instants: a zone is up to
 * the calendar that it is put in.
 */
export function entryOf(appointment: Scheduled, owner: Owner, options: CalendarOptions): ICalEventData {
  const { id, sequence, status, start, end, revisedAt } = appointment;
  const stands = status === 'booked';
  const revised = new Date(revisedAt);
  return {
    id: uidOf(id),
    sequence,
    status: stands ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
    transparency: stands ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    busystatus: stands ? ICalEventBusyStatus.BUSY : ICalEventBusyStatus.FREE,
    class: ICalEventClass.PRIVATE,
    // RFC 5545 3.8.7.2: the moment of the revision. With the same moment each time one version makes one text.
    stamp: revised,
    lastModified: revised,
    start: new Date(start),
    end: new Date(end),
    summary: titleOf(appointment, owner),
    description: aboutOf(appointment, owner, options),
    location: placeOf(appointment, owner),
    url: linkOf(appointment, owner, options),
  };
}

/** RFC 5545 3.8.4.3: the gemeente, whoever the casemanager is. */
export const organizerOf = ({ municipality, email }: CalendarOptions, language: Language) => ({
  name: plain(say(language, 'calendar-organizer', { municipality })),
  email,
});

const languageOf = (owner: Owner): Language => (owner.kind === 'jongere' ? owner.language : 'nl');

export function titleOf({ name }: Pick<Scheduled, 'name'>, owner: Owner): string {
  if (owner.kind === 'jongere') return say(owner.language, 'calendar-summary');
  return owner.names && name !== null
    ? plain(say('nl', 'calendar-staff-name', { name }))
    : say('nl', 'calendar-staff');
}

/** Where it takes place, in one line. */
export function placeOf(
  { modality, location, visitAddress }: Pick<Scheduled, 'modality' | 'location' | 'visitAddress'>,
  owner: Owner,
): string {
  const language = languageOf(owner);
  const own = owner.kind === 'jongere';
  if (meetsAtLocation(modality)) return plain(location.address);
  if (modality === 'video') return say(language, 'calendar-video');
  if (modality === 'telefoon') return say(language, own ? 'calendar-called' : 'calendar-staff-called');
  if (own) return say(language, 'calendar-visit');
  return owner.names && visitAddress !== null ? plain(visitAddress) : say(language, 'calendar-staff-visit');
}

export function aboutOf(
  { id, modality, location }: Scheduled,
  owner: Owner,
  { publicUrl }: CalendarOptions,
): string {
  const language = languageOf(owner);
  const walk = say(language, 'calendar-walk', { place: plain(location.name) });
  // The page of the afspraak, never one that does something: programs open what stands in a calendar.
  const page =
    owner.kind === 'jongere'
      ? say(language, 'calendar-description', {
          url: `${publicUrl}${inLanguage(language, `/mijn-afspraak/${owner.token}`)}`,
        })
      : say(language, 'calendar-staff-description', { url: `${publicUrl}/medewerker/afspraken/${id}` });
  return [...(modality === 'wandelen' ? [walk] : []), page].join('\n');
}

/** The room of a video afspraak; for staff the page of any other. */
function linkOf(
  { id, modality, casemanager }: Scheduled,
  owner: Owner,
  { publicUrl }: CalendarOptions,
): string | null {
  if (modality === 'video' && casemanager.meetingLink) return uri(casemanager.meetingLink);
  return owner.kind === 'staff' ? `${publicUrl}/medewerker/afspraken/${id}` : null;
}

/** The library escapes an address as if it were text, which RFC 5545 3.3.13 does not: leave it nothing to escape. */
function uri(link: string): string {
  return new URL(link).href.replaceAll(/[,;\\]/g, encodeURIComponent);
}

/** RFC 5545 3.3.11 has no room for control characters in a text; a line break it can write. */
export function plain(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ');
}
