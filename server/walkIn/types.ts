import type { Location } from '#server/roster/types.ts';
import type { Wait } from './expectedWait.ts';
import type { WalkInState } from './rules.ts';

/** Somebody who walked in, as the desk sees them. Instants are epoch ms. */
export interface WalkIn {
  id: string;
  number: number;
  /** Null for who is called by number. */
  firstName: string | null;
  /** In the language of the reader. */
  topic: string;
  state: WalkInState;
  version: number;
  arrivedAt: number;
  calledAt: number | null;
  /** When they were called in vain. */
  missedAt: number | null;
  calls: number;
  room: string | null;
  caller: { id: string; firstName: string } | null;
  /** The id of the afspraak that came of it. */
  appointment: string | null;
  /** That afspraak is of the own team: it can be opened and noted. */
  isOurs: boolean;
  /** How long they still wait; null for who does not wait. */
  wait: Wait | null;
}

/** Somebody who still waited when the day was over. */
export type LeftWaiting = Pick<WalkIn, 'id' | 'number' | 'version' | 'arrivedAt'>;

/** Who still waits at a location where nobody is helped any more, today or on days before. */
export interface StillWaiting {
  place: { id: string; name: string };
  /** Of a day before: then by number alone. */
  isEarlier: boolean;
  /** In order of their turn, at least one. */
  who: { number: number; firstName: string | null }[];
  /** Since when the first of them waits. */
  since: number;
}

/** The line of a location, for the desk. */
export interface Line {
  location: Location;
  /** Until when somebody can walk in today, `12:00`; null while nobody can. */
  openUntil: string | null;
  /** Nobody is helped any more today: who still waits is asked about. */
  isOver: boolean;
  /** Who still waited when a day before was over, by number alone. */
  left: LeftWaiting[];
  /** Who waits, the next turn first. */
  waiting: WalkIn[];
  /** Who was called and is not done. */
  called: WalkIn[];
  /** Who is no longer in line, the latest first. */
  gone: WalkIn[];
  /** How long somebody waits who would come in now. */
  next: Wait;
}

/** The desk: the locations of the team, and the line of one of them. */
export interface Desk {
  places: { id: string; name: string; waiting: number }[];
  line: Line | null;
  /** The room to which whoever asks called somebody last. */
  room: string | null;
}
