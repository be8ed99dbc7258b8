import type { AgendaAppointment } from '#server/agenda/types.ts';
import type { TextKey } from '../content/texts.ts';

/** What is worth saying about an afspraak at a moment, and how loud; null when it simply stands. */
export function stateOf(
  { status, outcome, start, end }: Pick<AgendaAppointment, 'status' | 'outcome' | 'start' | 'end'>,
  now: number,
): { text: TextKey; variant: 'neutral' | 'info' | 'success' | 'warning' | 'danger' } | null {
  if (outcome === 'geweest') return { text: 'staff.outcome.geweest', variant: 'success' };
  if (outcome === 'niet-verschenen') return { text: 'staff.outcome.niet-verschenen', variant: 'warning' };
  if (outcome === 'verzet') return { text: 'staff.outcome.verzet', variant: 'neutral' };
  if (status === 'cancelled') return { text: 'staff.item.cancelled', variant: 'danger' };
  if (start <= now && now < end) return { text: 'staff.item.now', variant: 'info' };
  return now >= end ? { text: 'staff.item.to-note', variant: 'warning' } : null;
}

/** What is worth saying about the hours around an afspraak to come; null when they cover it. */
export function hoursStateOf(
  { status, choosingAgain, outside }: Pick<AgendaAppointment, 'status' | 'choosingAgain' | 'outside'>,
  own: boolean,
): { text: TextKey; variant: 'neutral' | 'info' | 'danger' } | null {
  if (status !== 'booked') return null;
  if (choosingAgain) return { text: 'agenda.item.choosing', variant: 'info' };
  if (outside === 'kept') return { text: 'agenda.item.kept', variant: 'neutral' };
  if (outside === null) return null;
  return { text: own ? 'agenda.item.outside' : 'agenda.item.outside-colleague', variant: 'danger' };
}
