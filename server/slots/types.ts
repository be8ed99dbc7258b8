import type { Modality, WeekParity } from './schema.ts';

/** A stretch of time in epoch milliseconds, `[start, end)`. */
export interface Interval {
  start: number;
  end: number;
}

/** One part of a working day that returns every week, in wall time of the gemeente. */
export interface WeeklyRule {
  location: string;
  /** ISO weekday: 1 is Monday, 7 is Sunday. */
  weekday: number;
  /**
   * The ISO weeks in which it holds. After a year of 53 weeks two odd ones follow each other: 53, and then 1.
   */
  weeks: WeekParity;
  /** `09:00` */
  from: string;
  /** `12:30`, later than `from`; `24:00` is midnight at the end of the day. */
  until: string;
  /** First date on which the rule holds. */
  validFrom: string;
  /** Last date on which the rule holds, or null for no end. */
  validUntil: string | null;
  modalities: readonly Modality[];
}

/** A departure from the weekly rules on each date of a period (both ends included). */
export type AvailabilityException =
  | {
      kind: 'absence';
      dateFrom: string;
      dateUntil: string;
      /** Null for the whole day. */
      from: string | null;
      until: string | null;
    }
  | {
      kind: 'extra';
      dateFrom: string;
      dateUntil: string;
      from: string;
      until: string;
      location: string;
      modalities: readonly Modality[];
    };

/** Days on which nobody works: a public holiday, or a closure of the gemeente's own. */
export interface Closure {
  dateFrom: string;
  dateUntil: string;
  /** Null closes every location. */
  location: string | null;
}

/** All that decides when one casemanager can be booked. */
export interface CasemanagerAvailability {
  id: string;
  rules: readonly WeeklyRule[];
  exceptions: readonly AvailabilityException[];
  /** What takes their time already: holds and appointments with their buffers. In any order, may overlap. */
  busy: readonly Interval[];
  /** Start instants (epoch ms) of the holds and appointments that count towards the daily maximum. */
  booked: readonly number[];
  /** Most appointments a day. */
  dailyMaximum: number;
  /** What this casemanager can offer at all, e.g. video only with a meeting link. */
  modalities: readonly Modality[];
}

export interface TopicTiming {
  durationMinutes: number;
  /** Starts lie on this grid, counted from midnight in wall time. */
  gridMinutes: number;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
}

/** How long somebody travels, there and back each, in minutes; nothing for a way that is not named. */
export type TravelMinutes = Readonly<Partial<Record<Modality, number>>>;

/** The gemeente's rules on when may be booked. */
export interface BookingWindow {
  /** Epoch ms. */
  now: number;
  /** A slot starts at least this long after now. */
  noticeMinutes: number;
  /** The last bookable date is today plus this many days. */
  horizonDays: number;
  /** Kept free around an afspraak for which somebody has to be somewhere. */
  travelMinutes: TravelMinutes;
}

export interface SlotQuery {
  window: BookingWindow;
  topic: TopicTiming;
  /** First date asked for. */
  from: string;
  /** Last date asked for, included. */
  to: string;
  location?: string | undefined;
  modality?: Modality | undefined;
}

/** A time that at least one casemanager can take. */
export interface Slot {
  /** Epoch ms. */
  start: number;
  end: number;
  location: string;
  modality: Modality;
  /** Ids of the casemanagers who are free, in the order in which they were given. */
  casemanagers: string[];
}

export type { WhyNot } from './schema.ts';
