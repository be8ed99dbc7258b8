import type { CalendarSourceKind } from '#db/schema/calendarWords.ts';
import type { Interval } from '#server/slots/types.ts';
import type { Failure } from './fault.ts';

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
  /** Times of our own afspraken that stand in Outlook by Graph; none unless given. */
  written?: readonly Interval[];
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
  | Failure;

/** An afspraak as it is written into a calendar elsewhere. Nothing more of a jongere than its owner may have there. */
export interface WrittenEntry {
  /** The UID of the afspraak, for ever the same; it ends in `@doorstart`, so what comes back is known as ours. */
  uid: string;
  /** Epoch ms. */
  start: number;
  end: number;
  title: string;
  place: string;
  about: string;
  /** All of it as iCalendar. */
  text: string;
}

/** Where an entry stands at the other side, and what that calls this version of it. */
export interface Standing {
  place: string | null;
  mark: string | null;
}

/** Somebody else wrote there since `mark`; without a mark that does not matter. */
interface Changed {
  ok: false;
  fault: 'changed';
}
export type PutAnswer = { ok: true; place: string; mark: string | null } | Changed | Failure;
export type RemoveAnswer = { ok: true } | Changed | Failure;

/** Writes into one calendar. Whatever goes wrong at the other side is an answer; only a bug throws. */
export interface CalendarWriter {
  /** Whether a place lies in the calendar that is written into now; it may have been another one before. */
  holds(place: string): boolean;
  /** Where a new entry comes; null where the other side decides that. */
  placeOf(uid: string): string | null;
  /** Makes an entry or replaces it. Done twice it is there once. */
  put(entry: WrittenEntry, was: Standing): Promise<PutAnswer>;
  /** Takes an entry out; one that is not there is out. Its place is null when the other side never said where it is. */
  remove(uid: string, was: Standing): Promise<RemoveAnswer>;
  /** The marks of entries as they stand there now, by place. One that is not there is left out. */
  look(places: readonly string[]): Promise<{ ok: true; marks: ReadonlyMap<string, string | null> } | Failure>;
}

/**
 * One way to reach a calendar. `secret` is the text that was sealed when the source was added: a link, or JSON with what the
 * source needs to sign in. Whatever goes wrong at the other side is an answer; only a bug throws. Nothing of a secret or of
 * an event goes into a log.
 */
export interface BusySource {
  readBusy(secret: string, question: BusyQuestion): Promise<BusyAnswer>;
  /** Left out by a source that only reads; null when no calendar to write into was chosen. */
  writer?(secret: string, signal: AbortSignal): CalendarWriter | null;
}

export type BusySources = Readonly<Record<CalendarSourceKind, BusySource>>;
