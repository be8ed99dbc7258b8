import type { Modality } from '../availability/schema.ts';
import type { EventKind } from '../booking/recordEvent.ts';
import type { AgeGroup, Outcome } from '../booking/schema.ts';
import type { Appointment } from '../booking/types.ts';

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
  ageGroup: AgeGroup | null;
  outcome: Outcome | null;
}

/** A time that somebody is booking right now; who, we do not know. */
export interface AgendaHold {
  kind: 'hold';
  id: string;
  start: number;
  end: number;
  date: string;
  modality: Modality;
}

export type AgendaItem = AgendaAppointment | AgendaHold;

/** A stretch of work at one location. */
export interface WorkingHours {
  start: number;
  end: number;
  location: string;
}

export type AbsenceReason = 'verlof' | 'ziek' | 'training' | 'anders';

/** `hours` is null for the whole day. */
export interface Absence {
  reason: AbsenceReason | null;
  hours: { from: string; until: string } | null;
}

export interface AgendaDay {
  date: string;
  hours: WorkingHours[];
  absences: Absence[];
  /** Names of what closes the gemeente, or one of the locations, that day. */
  closures: { name: string; location: string | null }[];
  /** In order of start. */
  items: AgendaItem[];
}

/** One thing that happened to an afspraak. */
export interface HistoryEntry {
  /** Epoch ms. */
  at: number;
  kind: EventKind;
  actor: 'jongere' | 'staff' | 'system';
  /** First name, when it was somebody of staff. */
  staffName: string | null;
  details: Record<string, string>;
}

/** All that a casemanager sees of an afspraak; never the private link of the jongere. */
export interface AgendaDetails extends Omit<Appointment, 'token'> {
  wiped: boolean;
  /** Who cancelled it; null when it stands. */
  cancelledBy: 'jongere' | 'staff' | null;
  history: HistoryEntry[];
}
