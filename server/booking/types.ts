import type { FieldError } from '#server/kernel/fieldError.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { Location, Topic } from '#server/roster/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { WhyNot } from '#server/slots/types.ts';
import type { Needs } from './needs.ts';
import type { AgeGroup, MessageLevel, Outcome, ReachBy } from './schema.ts';

/** A free time as it is offered: what a jongere needs to choose it and what a claim needs to make it theirs. */
export interface OfferedSlot {
  /** Epoch ms. */
  start: number;
  end: number;
  location: string;
  modality: Modality;
  /** How many casemanagers can take it. */
  available: number;
}

export interface Hold {
  id: string;
  token: string;
  /** Epoch ms. */
  expiresAt: number;
  /** It can be extended once. */
  extended: boolean;
  topic: Topic;
  location: Location;
  modality: Modality;
  start: number;
  end: number;
  casemanager: { id: string; firstName: string; meetingLink: string | null };
  /** What was typed so far; it goes when the hold goes. */
  person: HoldPerson;
}

export interface HoldPerson extends Needs {
  name: string | null;
  email: string | null;
  phone: string | null;
  ageGroup: AgeGroup | null;
  reachBy: ReachBy | null;
  /** How much messages to them say. */
  messages: MessageLevel;
  language: Language;
  note: string | null;
  /** Of a home visit alone. */
  visitAddress: string | null;
}

export interface Appointment extends HoldPerson {
  id: string;
  status: 'booked' | 'cancelled';
  reference: string;
  token: string;
  topic: Topic;
  location: Location;
  modality: Modality;
  /** Epoch ms. */
  start: number;
  end: number;
  casemanager: { id: string; firstName: string; meetingLink: string | null };
  /** RFC 5545 3.8.7.4, and the version of the afspraak: grows with whatever a calendar must take over. */
  sequence: number;
  /** When the sequence last grew (epoch ms). */
  revisedAt: number;
  referral: string | null;
  outcome: Outcome | null;
  /** Since when (epoch ms) the jongere is there; null when nobody said so. */
  hereAt: number | null;
  cancelReason: string | null;
  /** Epoch ms. */
  bookedAt: number;
  cancelledAt: number | null;
}

/** An afspraak as staff know it: what opens the private link is the jongere's. */
export type OfStaff = Omit<Appointment, 'token'>;

export type Invalid = { ok: false; error: 'invalid'; errors: FieldError[] };

/** The time is not available (any more): why, and the nearest free ones. */
export type Taken = { ok: false; error: 'taken'; reason: WhyNot; alternatives: OfferedSlot[] };

/** The contact has an afspraak at that time already, from `start` to `end` (epoch ms), with this or another casemanager. */
export type SameTime = { ok: false; error: 'same-time'; start: number; end: number };

export type TooMany = {
  ok: false;
  error: 'too-many';
  what: 'holds' | 'open' | 'requests';
  retryAfterSeconds: number;
};

/** It has begun, is over or was cancelled, so it can no longer be changed. */
export type TooLate = { ok: false; error: 'too-late' };

export type HoldExpired = { ok: false; error: 'hold-expired' };
