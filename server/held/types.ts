import type {
  ageGroups,
  answerWays,
  appointmentStatuses,
  closeReasons,
  companions,
  contactOwners,
  contactResults,
  conversationKinds,
  conversationStatuses,
  messageAuthors,
  messageKinds,
  messageLevels,
  outcomes,
  proposalStates,
  reachWays,
  referralAuthors,
  referralCloseReasons,
  referralSources,
  waitingEnds,
  waitingOfferStates,
} from '#db/schema/words.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { ReferralChange } from '#server/referral/types.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { Wishes } from '#server/waitingList/chooseOffers.ts';
import type { HeldEventOf } from './readEvents.ts';
import type { HeldListRow, HeldMelding } from './readMeldingen.ts';
import type { HeldTraject } from './readTrajecten.ts';
import type { HeldWho } from './readWho.ts';

type One<Words extends readonly string[]> = Words[number];

/** An afspraak, or a time that is held for somebody who is making one, with all that is kept of it. */
export interface HeldAppointment {
  status: One<typeof appointmentStatuses>;
  reference: string | null;
  topic: Record<Language, string>;
  modality: Modality;
  location: string;
  casemanager: string;
  start: Date;
  end: Date;
  /** Of a time that is held: until when. */
  heldUntil: Date | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  visitAddress: string | null;
  ageGroup: One<typeof ageGroups> | null;
  reachBy: One<typeof reachWays> | null;
  messages: One<typeof messageLevels>;
  language: Language;
  note: string | null;
  companion: One<typeof companions> | null;
  interpreter: string | null;
  stepFree: boolean;
  /** The word of a flyer or a partner that they came with. */
  referral: string | null;
  outcome: One<typeof outcomes> | null;
  cancelReason: string | null;
  messageToJongere: string | null;
  /** Since when they are asked to choose another time. */
  chooseAgainAt: Date | null;
  /** Since when they were there and waited. */
  hereAt: Date | null;
  keptOutsideHours: boolean;
  /** The start of the afspraak that this one goes on from. */
  follows: Date | null;
  createdAt: Date;
  bookedAt: Date | null;
  cancelledAt: Date | null;
  /** Until when its private link opens, which is never shown; null when there is none. */
  privateLinkUntil: Date | null;
  history: HeldEventOf<'appointment'>[];
  /** How many notes casemanagers wrote for each other. */
  notesOfColleagues: number;
}

export interface HeldMessage {
  at: Date;
  author: One<typeof messageAuthors>;
  /** The first name of the casemanager who wrote it. */
  name: string | null;
  kind: One<typeof messageKinds>;
  text: string;
  /** It pointed to danger. */
  danger: boolean;
}

/** A proposal to hand somebody to an organisation. */
export interface HeldProposal {
  at: Date;
  organisation: string;
  /** The first name of the casemanager. */
  by: string;
  topic: Record<Language, string>;
  state: One<typeof proposalStates>;
  /** What would be told; null once it was answered. */
  told: string | null;
  expiresAt: Date;
  answeredAt: Date | null;
}

/** A chat, or a question that was left. */
export interface HeldConversation {
  kind: One<typeof conversationKinds>;
  status: One<typeof conversationStatuses>;
  language: Language;
  topic: Record<Language, string> | null;
  firstName: string | null;
  casemanager: string | null;
  startedAt: Date;
  takenAt: Date | null;
  closedAt: Date | null;
  closeReason: One<typeof closeReasons> | null;
  email: string | null;
  phone: string | null;
  reachBy: One<typeof reachWays> | null;
  answeredBy: One<typeof answerWays> | null;
  danger: boolean;
  /** 1 is sad, 3 is glad. */
  rating: number | null;
  ratingLine: string | null;
  messages: HeldMessage[];
  /** To which organisations a casemanager proposed to hand them, oldest first. */
  proposals: HeldProposal[];
  history: HeldEventOf<'conversation'>[];
  notesOfColleagues: number;
}

/** That somebody brought them, with all that is kept of it. */
export interface HeldReferral {
  source: One<typeof referralSources>;
  organisation: string | null;
  /** Who made it: the first name of staff, or what was typed in the form. */
  madeBy: string | null;
  topic: Record<Language, string>;
  firstName: string | null;
  /** The jongere's own; what is of who referred is left out. */
  email: string | null;
  phone: string | null;
  contactOf: One<typeof contactOwners> | null;
  reachBy: One<typeof reachWays> | null;
  reachNote: string | null;
  ageGroup: One<typeof ageGroups> | null;
  language: Language;
  told: string | null;
  urgent: string | null;
  companion: One<typeof companions> | null;
  interpreter: string | null;
  stepFree: boolean;
  /** The sentence that they agreed to, as it stood. */
  consent: { text: string; at: Date };
  createdAt: Date;
  withdrawnAt: Date | null;
  withdrawnReason: string | null;
  /** Since when the organisation no longer sees what became of it. */
  sharingEndedAt: Date | null;
  closedAt: Date | null;
  closeReason: One<typeof referralCloseReasons> | null;
  /** Of a chat: who took it up, and whether they reached the jongere. */
  takenBy: string | null;
  takenAt: Date | null;
  contact: One<typeof contactResults> | null;
  contactAt: Date | null;
  /** Links to book with, without what opens them. */
  links: {
    createdAt: Date;
    expiresAt: Date;
    usedAt: Date | null;
    endedAt: Date | null;
    remindedAt: Date | null;
  }[];
  /** What was changed afterwards, as it stood before. */
  changes: (Omit<ReferralChange, 'at'> & { at: Date })[];
  messages: { at: Date; author: One<typeof referralAuthors>; name: string; text: string }[];
  history: HeldEventOf<'referral'>[];
}

/** That somebody waited for a time that comes free. */
export interface HeldPlace {
  topic: Record<Language, string>;
  /** Start of the afspraak that they wanted earlier; null for who had none. */
  earlierThan: Date | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  ageGroup: One<typeof ageGroups> | null;
  language: Language;
  /** What they wished; an empty list is anything. Locations by their ids. */
  wishes: Wishes;
  joinedAt: Date;
  endedAt: Date | null;
  endReason: One<typeof waitingEnds> | null;
  offers: { startsAt: Date; offeredAt: Date; expiresAt: Date; state: One<typeof waitingOfferStates> }[];
  history: HeldEventOf<'waiting-list'>[];
}

/** Somebody who was reported: who they are, what was reported, and what was done about it. */
export interface HeldJongere {
  /** One; more of whom was taken for two. */
  who: HeldWho[];
  meldingen: HeldMelding[];
  trajecten: HeldTraject[];
  listRows: HeldListRow[];
}

/** All that is kept of somebody, or under one address or telephone. */
export interface Held {
  /** The first names that it was given with; more than one where it is of several people. */
  names: string[];
  appointments: HeldAppointment[];
  conversations: HeldConversation[];
  referrals: HeldReferral[];
  places: HeldPlace[];
  jongeren: HeldJongere[];
}
