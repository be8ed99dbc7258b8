import type { walkInStatuses } from '#db/schema/words.ts';

// What holds of who walked in. Pure: verbs and pages ask the same.

export type WalkInStatus = (typeof walkInStatuses)[number];

/** The fields on which the state depends. Instants are epoch ms. */
export interface Standing {
  status: WalkInStatus;
  /** The afspraak of who was called or booked; null where there is none. */
  appointment: { status: string; outcome: string | null; end: number } | null;
}

/** `done`: was called, and the afspraak is noted, cancelled or over. `called-off`: was booked, and the afspraak was cancelled. */
export type WalkInState = WalkInStatus | 'done' | 'called-off';

export function walkInState({ status, appointment }: Standing, now: number): WalkInState {
  if (status === 'booked' && appointment?.status !== 'booked') return 'called-off';
  if (status !== 'called') return status;
  const goesOn =
    appointment !== null &&
    appointment.status === 'booked' &&
    appointment.outcome === null &&
    now < appointment.end;
  return goesOn ? 'called' : 'done';
}

/** So long a call stands on the screen of the waiting room (ms). */
const showsCallMs = 5 * 60_000;

/** Whether the screen still says that somebody is called. */
export const isShownAsCalled = (calledAt: number | null, now: number): boolean =>
  calledAt !== null && now < calledAt + showsCallMs;

/** How long a talk can be at least, in minutes: with less until the next afspraak nobody is called. */
export const shortestMinutes = 5;

/**
 * How many minutes a talk can take that begins now, of so many as the topic takes, until the next that stands in the agenda
 * (epoch ms; null when nothing does). 0 when there is no room.
 */
export function minutesUntilNext(wanted: number, next: number | null, now: number): number {
  const room = next === null ? wanted : Math.min(wanted, Math.floor((next - now) / 60_000));
  return room < shortestMinutes ? 0 : room;
}
