import type { Language } from '#server/kernel/languages.ts';
import type { Modality } from '#server/slots/schema.ts';

/** Why a conversation is over. */
export type CloseReason = 'ended' | 'left' | 'silent' | 'unanswered' | 'answered' | 'blocked';
export type Side = 'jongere' | 'casemanager';

export interface Numbered {
  seq: number;
  /** The id that its sender gave it. */
  clientId: string;
  /** Epoch ms. */
  at: number;
}

/** What somebody wrote. Of a casemanager, with their first name. */
export interface TextMessage extends Numbered {
  kind: 'text';
  author: Side;
  name: string | null;
  body: string;
  /** Which casemanager; only staff is told: two may have one first name. */
  staffId?: string;
  /** Something in it points to danger; only staff is told. */
  danger?: true;
}

/** Something that happened in between, said in the reader's own language. */
export type EventMessage = Numbered &
  /** `name` is who came; of `requeued`, whose connection was lost. */
  (
    | { kind: 'joined' | 'handed-over' | 'requeued'; name: string }
    | { kind: 'asked' | 'reopened' }
    | { kind: 'closed'; by: Side | 'system'; reason: CloseReason }
  );

/** Times that a casemanager offers. */
export interface OfferMessage extends Numbered {
  kind: 'offer';
  name: string;
  /** Which casemanager; only staff is told. */
  staffId?: string;
  topic: string;
  modality: Modality | null;
  location: string | null;
}

/** The afspraak that came of an offer; the private link is for the jongere alone, its id for staff alone. */
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
  /** The id of the team of who it is with, for staff alone: nobody of another team may open it. */
  team?: string | null;
}

export type Message = TextMessage | EventMessage | OfferMessage | BookedMessage;

/** Up to which number the other side received and saw messages. */
export interface Receipts {
  delivered: number;
  seen: number;
}

/** How a conversation stands, for its jongere. */
export interface JongereState {
  status: 'waiting' | 'active' | 'closed';
  kind: 'chat' | 'question';
  /** The number of the newest message: a smaller one at hand means that something is still to be asked for. */
  lastSeq: number;
  /** First name of who answers. */
  casemanager: string | null;
  /** Of what the jongere wrote. */
  receipts: Receipts;
  closeReason: CloseReason | null;
  /** It may go on: by a word, or by the way back after silence. */
  canReopen: boolean;
  rated: boolean;
  /** The date on which all of it is deleted at the latest. */
  deletedOn: string;
}

/** Where somebody stands in the queue. */
export interface QueuePlace {
  /** How many are before them. */
  ahead: number;
  /** Minutes to wait, from the waits of lately; null when too few are known. */
  minutes: number | null;
  /** Whether a casemanager is there at all. */
  present: boolean;
}

/** How a conversation stands, for staff; also a row of the inbox. */
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
  /** Up to which number staff saw what the jongere wrote: what is above it is unread. */
  staffSeen: number;
  /** What the jongere wrote that staff has not seen. */
  unread: number;
  /** Of what staff wrote. */
  receipts: Receipts;
  danger: boolean;
  /** Whether the jongere is connected. */
  here: boolean;
  /** Epoch ms. */
  startedAt: number;
  waitingSince: number;
  returned: boolean;
  lastAt: number;
  closedAt: number | null;
  closeReason: CloseReason | null;
  /** The begin of the newest thing that the jongere wrote, at most 120 characters. */
  preview: string;
  rating: number | null;
  /** What the jongere said about it. */
  ratingLine: string | null;
  answeredBy: 'email' | 'phone' | 'chat' | null;
}

/** What is known of one conversation beside its messages, for staff. */
export interface ConversationDetails extends ConversationSummary {
  /** Of a question. */
  email: string | null;
  phone: string | null;
  reachBy: 'email' | 'bellen' | 'bericht' | null;
  notes: ChatNote[];
  /** The browser may start no chat any more today. */
  blocked: boolean;
}

export interface ChatNote {
  id: string;
  at: number;
  name: string;
  text: string;
}

/** All that the inbox shows of one casemanager. */
export interface Inbox {
  presence: 'present' | 'pause' | 'away';
  /** Longest wait first, those who came back before all others. */
  waiting: ConversationSummary[];
  mine: ConversationSummary[];
  /** Taken by colleagues of the team. */
  team: ConversationSummary[];
  /** Left and not answered yet: those that point to danger first, then the oldest. */
  questions: ConversationSummary[];
  /** The newest that are over, of oneself and the team. */
  closed: ConversationSummary[];
  /** Colleagues of the team, with whether they are there: to hand over to. */
  colleagues: { id: string; firstName: string; presence: 'present' | 'pause' | 'away' }[];
}

/** Whether the chat is open, for who thinks of starting one. */
export type Door =
  | { state: 'open'; waiting: number; minutes: number | null; casemanagers: string[] }
  /** `opensAt` is epoch ms; null when it does not open within the weeks ahead. Within hours with nobody there, it is the begin of the next part of hours. */
  | { state: 'nobody' | 'closed'; opensAt: number | null }
  /** There is no chat at all yet; `opensOn` is the first day, if there is a plan. */
  | { state: 'not-yet'; opensOn: string | null };
