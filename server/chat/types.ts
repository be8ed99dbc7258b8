import type { proposalStates, requeueReasons } from '#db/schema/words.ts';
import type { Language } from '#server/kernel/languages.ts';
import type { ReferralStatus } from '#server/referral/rules.ts';
import type { Modality } from '#server/slots/schema.ts';

/** Why a conversation was closed. */
export type CloseReason = 'ended' | 'left' | 'silent' | 'unanswered' | 'answered' | 'blocked';
/** Why a conversation went back to the queue: its casemanager was not heard of any more, or did not answer. */
export type RequeueReason = (typeof requeueReasons)[number];
export type Side = 'jongere' | 'casemanager';

export interface Numbered {
  seq: number;
  /** The id that the sender made. */
  clientId: string;
  /** Epoch ms. */
  at: number;
}

/** A message that somebody wrote; one of a casemanager has their first name. */
export interface TextMessage extends Numbered {
  kind: 'text';
  author: Side;
  name: string | null;
  body: string;
  /** The id of the casemanager, for staff only: two may have the same first name. */
  staffId?: string;
  /** The text points to danger; for staff only. */
  danger?: true;
}

/** An event in the conversation, worded in the reader's language. */
export type EventMessage = Numbered &
  /** `name` is the casemanager who took it; of `requeued`, the one who lost it. */
  (
    | { kind: 'joined' | 'handed-over'; name: string }
    /** Without `why` it is one from before there was more than one reason: the connection was lost. */
    | { kind: 'requeued'; name: string; why?: RequeueReason | undefined }
    | { kind: 'asked' | 'reopened' }
    | { kind: 'closed'; by: Side | 'system'; reason: CloseReason }
  );

/** Times that a casemanager offers. */
export interface OfferMessage extends Numbered {
  kind: 'offer';
  name: string;
  /** The id of the casemanager, for staff only. */
  staffId?: string;
  topic: string;
  modality: Modality | null;
  location: string | null;
  /** Starts (epoch ms) that the casemanager picked out. Without them, and for who wants none of them: all that are free. */
  times?: number[] | undefined;
}

/** The afspraak booked from an offer. Only the jongere gets the private link, only staff get the id. */
export interface BookedMessage extends Numbered {
  kind: 'booked';
  /** The number of the offer. */
  offer: number;
  start: number;
  end: number;
  modality: Modality;
  /** The name of the place; null where it does not matter. */
  location: string | null;
  name: string;
  /** A path of this site, in the language of the conversation; null when it was wiped. */
  managePath?: string | null;
  appointmentId?: string | null;
  /** The team id of its casemanager, for staff only: another team may not open it. */
  team?: string | null;
}

/** A casemanager proposes to hand the jongere to an organisation. Only the jongere gets the link to decide. */
export interface ProposalMessage extends Numbered {
  kind: 'proposal';
  name: string;
  organisation: string;
  /** A path of this site, in the language of the conversation. */
  path?: string;
}

export type ProposalAnswer = Exclude<(typeof proposalStates)[number], 'proposed' | 'lapsed'>;

/** What became of a proposal: an answer of the jongere, or taken back before there was one. */
export interface ProposalAnswerMessage extends Numbered {
  kind: 'proposal-answered';
  /** The number of the proposal. */
  proposal: number;
  organisation: string;
  answer: ProposalAnswer;
}

export type Message =
  | TextMessage
  | EventMessage
  | OfferMessage
  | BookedMessage
  | ProposalMessage
  | ProposalAnswerMessage;

/** Up to which number the other side received and saw messages. */
export interface Receipts {
  delivered: number;
  seen: number;
}

/** The state of a conversation as its jongere sees it. */
export interface JongereState {
  status: 'waiting' | 'active' | 'closed';
  kind: 'chat' | 'question';
  /** The number of the newest message. A client with a smaller number has messages to ask for. */
  lastSeq: number;
  /** First name of the casemanager. */
  casemanager: string | null;
  /** Receipts for the messages of the jongere. */
  receipts: Receipts;
  closeReason: CloseReason | null;
  /** It can be continued: by writing, or by reopening after silence. */
  canReopen: boolean;
  rated: boolean;
  /** The latest date on which the conversation is deleted. */
  deletedOn: string;
}

/** A place in the queue. */
export interface QueuePlace {
  /** How many are before them. */
  ahead: number;
  /** Expected wait in minutes; null without an estimate. */
  minutes: number | null;
  /** Whether any casemanager is present. */
  present: boolean;
}

/** The state of a conversation as staff see it; also a row of the inbox. */
export interface ConversationSummary {
  id: string;
  kind: 'chat' | 'question';
  status: 'waiting' | 'active' | 'closed';
  language: Language;
  firstName: string | null;
  topic: string | null;
  casemanager: { id: string; firstName: string } | null;
  lastSeq: number;
  /** The number of the newest message that the jongere wrote. */
  lastJongereSeq: number;
  /** The last message of the jongere that staff saw; later ones are unread. */
  staffSeen: number;
  /** The number of unread messages of the jongere. */
  unread: number;
  /** Receipts for the messages of staff. */
  receipts: Receipts;
  danger: boolean;
  /** Whether the jongere is connected. */
  here: boolean;
  /** Epoch ms. */
  startedAt: number;
  waitingSince: number;
  returned: boolean;
  /** From whom it went back to the queue in which it waits now, and why. The release before this one says neither of these two. */
  requeued?: { id: string; firstName: string; why: RequeueReason } | null | undefined;
  /** Since when its casemanager has it without a word of theirs, epoch ms; null once they said something. */
  unansweredSince?: number | null | undefined;
  lastAt: number;
  closedAt: number | null;
  closeReason: CloseReason | null;
  /** The first 120 characters of the newest message of the jongere. */
  preview: string;
  rating: number | null;
  /** The rating of the jongere. */
  ratingLine: string | null;
  answeredBy: 'email' | 'phone' | 'chat' | null;
}

/** One conversation without its messages, for staff. */
export interface ConversationDetails extends ConversationSummary {
  /** Contact details of a question. */
  email: string | null;
  phone: string | null;
  reachBy: 'email' | 'bellen' | 'bericht' | null;
  notes: ChatNote[];
  /** To which organisations it was proposed to hand the jongere, oldest first. The release before this one says nothing of it. */
  proposals?: ProposalShown[] | undefined;
  /** The browser is blocked for the rest of the day. */
  blocked: boolean;
}

/** A proposal as a casemanager sees it: how it stands, and of what came of it the status alone. */
export interface ProposalShown {
  /** The number of its message. */
  proposal: number;
  organisation: string;
  state: (typeof proposalStates)[number];
  became: ReferralStatus['status'] | null;
}

export interface ChatNote {
  id: string;
  at: number;
  name: string;
  text: string;
}

/** Who comes next in the own agenda. Instants are epoch ms. */
export interface NextUp {
  id: string;
  start: number;
  end: number;
  /** Null when the jongere had the data wiped. */
  name: string | null;
  modality: Modality;
}

/** A free time that can be offered. */
export interface OfferTime {
  /** Epoch ms. */
  start: number;
  /** It is free in the own agenda; otherwise in that of a colleague of the team. */
  isOwn: boolean;
}

/** Days with free times, soonest first. */
export interface OfferTimes {
  days: { date: string; times: OfferTime[] }[];
  /** The date from which there is more; null when that was all. */
  more: string | null;
}

/** The inbox of one casemanager. */
export interface Inbox {
  presence: 'present' | 'pause' | 'away';
  /** Longest wait first, after those who were requeued. */
  waiting: ConversationSummary[];
  mine: ConversationSummary[];
  /** Assigned to colleagues of the team. */
  team: ConversationSummary[];
  /** Open questions: those that point to danger first, then the oldest. */
  questions: ConversationSummary[];
  /** The newest closed ones, of oneself and the team. */
  closed: ConversationSummary[];
  /** Colleagues of the team to hand over to, with their presence. */
  colleagues: { id: string; firstName: string; presence: 'present' | 'pause' | 'away' }[];
}

/** Whether the chat is open, for who thinks of starting one. */
export type ChatAvailability =
  | { state: 'open'; waiting: number; minutes: number | null; casemanagers: string[] }
  /** `opensAt` is epoch ms; null when it does not open within the weeks ahead. Within hours with nobody there, it is the begin of the next part of hours. */
  | { state: 'nobody' | 'closed'; opensAt: number | null }
  /** There is no chat at all yet; `opensOn` is the first day, if there is a plan. */
  | { state: 'not-yet'; opensOn: string | null };
