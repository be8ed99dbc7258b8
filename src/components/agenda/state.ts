import type { AgendaAppointment } from '../../../server/agenda/types.ts';
import type { TextKey } from '../../content/texts.ts';

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
