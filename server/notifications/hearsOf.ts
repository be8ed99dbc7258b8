import { channelsOf } from '#server/booking/tell.ts';
import type { Appointment } from '#server/booking/types.ts';
import { strictest } from './strictest.ts';

/** Whether messages about an afspraak go out at all: as the jongere asked, by the ways that a gemeente has (null where it has none). */
export function hearsOf(appointment: Appointment, ways: { mail: unknown; texts: unknown }): boolean {
  if (strictest(appointment.topic.messages, appointment.messages) === 'none') return false;
  return channelsOf(appointment).some((channel) => (channel === 'email' ? ways.mail : ways.texts) !== null);
}
