import type { waitingEnds } from '#db/schema/words.ts';
import type { AgeGroup } from '#server/booking/schema.ts';
import type { Appointment, Hold, SameTime, TooMany } from '#server/booking/types.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Topic } from '#server/roster/types.ts';
import type { Wishes } from './chooseOffers.ts';

export type WaitingEnd = (typeof waitingEnds)[number];

/** A time that is held for somebody who waits. */
export interface OpenOffer extends Pick<Hold, 'location' | 'modality' | 'start' | 'end' | 'casemanager'> {
  id: string;
  holdId: string;
  /** Epoch ms. */
  expiresAt: number;
}

/** A place in the list, as who waits sees it. */
export interface Place {
  id: string;
  token: string;
  version: number;
  topic: Topic;
  wishes: Wishes;
  language: Language;
  /** Epoch ms. */
  joinedAt: number;
  /** Who waits without an afspraak; null for who has one, and once it is over. */
  person: { name: string; ageGroup: AgeGroup; email: string | null; phone: string | null } | null;
  /** The afspraak that they want earlier; null for who has none. */
  appointment: Appointment | null;
  offer: OpenOffer | null;
  /** Start of the latest offer (epoch ms) that was not answered in time, was refused or could not be had any more. */
  missed: { start: number; as: 'lapsed' | 'declined' | 'withdrawn' } | null;
  /** How many they were offered. */
  offers: number;
  /** Why and since when they wait no more; null while they wait. */
  ended: { at: number; why: WaitingEnd } | null;
}

/** What comes of accepting a time. */
export type AcceptResult =
  | { ok: true; appointment: Appointment; moved: boolean }
  /** It was not answered in time, refused, or is over for another reason: nothing is held any more. */
  | { ok: false; error: 'offer-over' }
  /** The time cannot be had any more, by nobody's choice: it is taken back, and does not count as an offer. */
  | { ok: false; error: 'offer-gone' }
  | SameTime
  | TooMany
  | NotFound;
