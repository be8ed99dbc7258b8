import type { Appointment, Hold, OfferedSlot } from '#server/booking/types.ts';
import { inLanguage } from '#server/kernel/languages.ts';
import { isoInAmsterdam } from '#server/kernel/time.ts';
import { apiBase } from './answer.ts';

/** A free time as GET /slots says it. */
export function showSlot({ start, end, location, modality, available }: OfferedSlot) {
  return { start: isoInAmsterdam(start), end: isoInAmsterdam(end), location, modality, available };
}

export function showHold({ token, expiresAt, start, end, location, modality }: Hold) {
  return {
    hold: token,
    expiresAt: isoInAmsterdam(expiresAt),
    slot: { start: isoInAmsterdam(start), end: isoInAmsterdam(end), location: location.id, modality },
  };
}

export function showAppointment(publicUrl: string, appointment: Appointment) {
  const { reference, token, status, topic, start, end, location, modality, casemanager, name } = appointment;
  const managePath = inLanguage(appointment.language, `/mijn-afspraak/${token}`);
  return {
    reference,
    token,
    status,
    topic: topic.id,
    start: isoInAmsterdam(start),
    end: isoInAmsterdam(end),
    location: location.id,
    modality,
    casemanager: casemanager.firstName,
    name,
    manageUrl: `${publicUrl}${managePath}`,
    calendarUrl: `${appointmentUrl(publicUrl, token)}/calendar.ics`,
  };
}

export function appointmentUrl(publicUrl: string, token: string): string {
  return `${publicUrl}${apiBase}/appointments/${token}`;
}
