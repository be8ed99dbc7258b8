import { minuteMs } from '#server/slots/wallTime.ts';
import type { AgendaAppointment } from './types.ts';

/** What decides who comes next. */
export type Coming = Pick<AgendaAppointment, 'status' | 'start' | 'end' | 'outcome'>;

/** A talk that goes on makes way for the next one when that begins this soon. */
const makesWayMs = 5 * minuteMs;

/**
 * Who is or comes next, of one agenda in order of start: the talk that goes on and of which nothing is noted, else the
 * next to begin. A talk that goes on makes way five minutes before the one after it. Pure; `now` in epoch ms.
 */
export function whoIsNext<One extends Coming>(appointments: readonly One[], now: number): One | null {
  const open = appointments.filter(
    ({ status, end, outcome }) => status === 'booked' && outcome === null && now < end,
  );
  const toCome = open.find(({ start }) => now < start);
  if (toCome && toCome.start - now <= makesWayMs) return toCome;
  return open[0] ?? null;
}
