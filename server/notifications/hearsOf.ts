import { channelsOf } from '#server/booking/tell.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Place } from '#server/waitingList/types.ts';
import { strictest } from './strictest.ts';
import { waysOf } from './waysOf.ts';

/** What decides whether somebody hears of an afspraak: also of one that is still to be made. */
type Told = Pick<Appointment, 'topic' | 'email' | 'phone' | 'reachBy' | 'messages'>;

/** Whether messages about an afspraak go out at all: as the jongere asked, by the ways that a gemeente has (null where it has none). */
export function hearsOf(appointment: Told, ways: { mail: unknown; texts: unknown }): boolean {
  if (strictest(appointment.topic.messages, appointment.messages) === 'none') return false;
  return channelsOf(appointment).some((channel) => (channel === 'email' ? ways.mail : ways.texts) !== null);
}

/** Whether who waits in the list hears by itself of a time that is held for them. */
export function hearsOfOffers(
  { appointment, person, topic }: Pick<Place, 'appointment' | 'person' | 'topic'>,
  ways: { mail: unknown; texts: unknown },
): boolean {
  if (appointment) return hearsOf(appointment, ways);
  if (person === null || topic.messages === 'none') return false;
  return waysOf({ email: person.email, phone: person.phone, reachBy: null }).some(
    (channel) => (channel === 'email' ? ways.mail : ways.texts) !== null,
  );
}
