import type { AgendaAppointment } from '#server/agenda/types.ts';
import type { TextKey } from '../../content/texts.ts';

/** How an afspraak looks in a calendar and a list, and the words that say the same; null when it simply stands. */
export interface Look {
  look:
    | 'booked'
    | 'now'
    | 'to-note'
    | 'done'
    | 'stayed-away'
    | 'moved'
    | 'choosing'
    | 'outside'
    | 'kept'
    | 'cancelled';
  text: TextKey | null;
}

type Standing = Pick<AgendaAppointment, 'status' | 'outcome' | 'start' | 'end' | 'choosingAgain' | 'outside'>;

/** What there is to say about an afspraak at a moment (epoch ms). What is asked of a jongere counts until it begins. */
export function lookOf({ status, outcome, start, end, choosingAgain, outside }: Standing, now: number): Look {
  if (outcome === 'geweest') return { look: 'done', text: 'staff.outcome.geweest' };
  if (outcome === 'niet-verschenen') return { look: 'stayed-away', text: 'staff.outcome.niet-verschenen' };
  if (outcome === 'verzet') return { look: 'moved', text: 'staff.outcome.verzet' };
  if (status === 'cancelled') return { look: 'cancelled', text: 'staff.item.cancelled' };
  if (now >= end) return { look: 'to-note', text: 'staff.item.to-note' };
  if (start <= now) return { look: 'now', text: 'staff.item.now' };
  if (choosingAgain) return { look: 'choosing', text: 'calendar.choosing' };
  if (outside === 'to-decide') return { look: 'outside', text: 'agenda.item.outside-colleague' };
  if (outside === 'kept') return { look: 'kept', text: 'agenda.item.kept' };
  return { look: 'booked', text: null };
}
