import type { CalendarFault, CalendarSourceKind } from '#db/schema/calendarWords.ts';
import type { Interval } from '#server/slots/types.ts';

// What Doorstart needs of the calendar that somebody keeps elsewhere, however it is reached. A link is one kind of source.

/** What is asked of a source. */
export interface BusyQuestion {
  /** Nothing outside of it is wanted; an event that began before it is. */
  window: Interval;
  /** Addresses by which an attendee is whoever owns the calendar, in small letters. */
  me: readonly string[];
  /** Whether what is tentative takes time. */
  countsTentative: boolean;
  /** Whether what takes whole days does, where the calendar says that it is busy. */
  countsAllDay: boolean;
  /** What the source gave along with what we still have, to be spared a second time; null for all of it. */
  mark: string | null;
  /** Ends the question. */
  signal: AbortSignal;
}

/** Stretches in which somebody is busy, apart from each other and in order; whatever else stood there was left behind. */
export interface Picked {
  intervals: Interval[];
  /** Events that could not be read. */
  leftOut: number;
  /** Names of time zones that nobody knows: such events are busy in both readings, in UTC and on our clock. */
  unknownZones: string[];
}

export type BusyAnswer =
  | ({ ok: true; unchanged: false; mark: string | null } & Picked)
  /** Nothing changed since `mark`. */
  | { ok: true; unchanged: true }
  /** `waitMs`: how long the other side asks to be left alone. */
  | { ok: false; fault: CalendarFault; waitMs?: number };

/** An afspraak as it is written into a calendar elsewhere: discreet, nothing about a jongere. */
export interface WrittenEvent {
  /** The UID of the afspraak, for ever the same; it ends in `@doorstart`, so what comes back is known as ours. */
  uid: string;
  sequence: number;
  /** Epoch ms. */
  start: number;
  end: number;
  title: string;
  isCancelled: boolean;
}

export type WriteAnswer = { ok: true } | { ok: false; fault: CalendarFault; waitMs?: number };

/**
 * One way to reach a calendar. `secret` is the text that was sealed when the source was added: a link, or JSON with what the
 * source needs to sign in. Whatever goes wrong at the other side is an answer; only a bug throws. Nothing of a secret or of
 * an event goes into a log.
 */
export interface BusySource {
  readBusy(secret: string, question: BusyQuestion): Promise<BusyAnswer>;
  /** Left out by a source that only reads. */
  writeBack?(secret: string, event: WrittenEvent, signal: AbortSignal): Promise<WriteAnswer>;
}

export type BusySources = Readonly<Record<CalendarSourceKind, BusySource>>;
