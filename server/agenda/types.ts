import { eventKinds } from '#db/schema/words.ts';
import type { AbsenceReason } from '#server/availability/exceptionDraft.ts';
import type { AgeGroup, Outcome } from '#server/booking/schema.ts';
import type { Appointment } from '#server/booking/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { Interval } from '#server/slots/types.ts';

/** An afspraak as one line of an agenda; names in the language of the reader. Instants are epoch ms. */
export interface AgendaAppointment {
  kind: 'appointment';
  id: string;
  status: 'booked' | 'cancelled';
  /** Grows when it is moved or cancelled. */
  sequence: number;
  start: number;
  end: number;
  /** The date of the start in Amsterdam. */
  date: string;
  topic: string;
  location: string;
  modality: Modality;
  /** Null when the jongere had the data wiped. */
  name: string | null;
  /** E.164, `+31612345678`. */
  phone: string | null;
  ageGroup: AgeGroup | null;
  outcome: Outcome | null;
  /** Since when the jongere is there; null when nobody said so. */
  hereAt: number | null;
  /** The jongere is asked to choose another time, and still can. */
  choosingAgain: boolean;
  /** Set for an afspraak to come that the hours do not cover: it needs a decision, or was kept. Null when the hours cover it. */
  outside: 'to-decide' | 'kept' | null;
  /** From start to end with the topic's buffers or the travel around it. */
  busy: Interval;
}

/** A time that somebody is booking right now; we do not know who. */
export interface AgendaHold {
  kind: 'hold';
  /** It is offered to somebody of the waiting list. */
  offered: boolean;
  id: string;
  start: number;
  end: number;
  date: string;
  modality: Modality;
  /** When it ends by itself. */
  expiresAt: number;
  busy: Interval;
}

export type AgendaItem = AgendaAppointment | AgendaHold;

/** A stretch of work at one location. */
export interface WorkingHours {
  start: number;
  end: number;
  location: string;
  locationId: string;
}

/** The part of one day in which somebody is absent. */
export interface Absence extends Interval {
  reason: AbsenceReason | null;
  allDay: boolean;
}

export interface AgendaDay {
  date: string;
  hours: WorkingHours[];
  absences: Absence[];
  /** When somebody is busy by a calendar of their own, as far as they would work; with what is not said. */
  elsewhere: Interval[];
  /** Names of what closes the gemeente, or one of the locations, that day. */
  closures: { name: string; location: string | null }[];
  /** Only to know: during school holidays there is work as on other days. */
  schoolHolidays: string[];
  /** What can still be booked of the hours, in order. */
  free: Interval[];
  /** In order of start. */
  items: AgendaItem[];
}

/** The casemanager whose agenda is shown: the reader, or a colleague of the same team. */
export interface Whose {
  id: string;
  firstName: string;
  lastName: string;
  own: boolean;
  /** The casemanagers whose agenda the reader may see, the reader first. */
  team: { id: string; firstName: string; lastName: string }[];
}

/** Days of an agenda, also those on which nothing happens. */
export interface Agenda {
  whose: Whose;
  days: AgendaDay[];
}

/** What staff read of the history of an afspraak: more than a jongere does. */
export const historyKinds = [
  ...eventKinds,
  'kept-outside-hours',
  'note-removed',
  'undone',
  'arrived',
  'arrival-taken-back',
  'messages-changed',
] as const;

/** One thing that happened to an afspraak. */
export interface HistoryEntry {
  /** Epoch ms. */
  at: number;
  kind: (typeof historyKinds)[number];
  actor: 'jongere' | 'staff' | 'system';
  /** First name, when it was somebody of staff. */
  staffName: string | null;
  details: Record<string, string>;
  /** First names of the former and the new casemanager; null when the casemanager stayed the same. */
  whoseBefore: string | null;
  whoseAfter: string | null;
  /** Whoever did it took it back. */
  undone: boolean;
}

/** A note for the team; the jongere never sees it. */
export interface WorkingNote {
  id: string;
  /** Epoch ms. */
  at: number;
  text: string;
  /** First name of who wrote it. */
  staffName: string;
  own: boolean;
}

/** Another afspraak with the same person: the former one, a follow-up, or one with the same contact, as far as rights go. */
export interface RelatedAppointment {
  id: string;
  /** Epoch ms. */
  start: number;
  cancelled: boolean;
  outcome: Outcome | null;
  name: string | null;
  casemanager: string;
}

/** An afspraak as a casemanager sees it, without the private link of the jongere. */
export interface AgendaDetails extends Omit<Appointment, 'token'> {
  /** Whether it is in the reader's own agenda. */
  own: boolean;
  /** Whether its casemanager has left. */
  casemanagerLeft: boolean;
  /** From start to end with the topic's buffers or the travel around it. */
  busy: Interval;
  wiped: boolean;
  /** Who cancelled it; null when it stands. */
  cancelledBy: 'jongere' | 'staff' | null;
  /** Since when (epoch ms) the jongere is asked to choose another time; null when they are not, or cannot any more. */
  chooseAgainAt: number | null;
  /** Somebody decided that it stays although the hours do not cover it. */
  keptOutsideHours: boolean;
  /** The message to the jongere about the latest change. */
  message: string | null;
  history: HistoryEntry[];
  /** Oldest first. */
  notes: WorkingNote[];
  /** Latest first. */
  related: RelatedAppointment[];
}
