import type { z } from 'zod';
import type {
  answerWaySchema,
  bookOfferedSchema,
  chatNoteSchema,
  earlierSchema,
  freeTimesSchema,
  handOverChatSchema,
  offerSchema,
  presenceSchema,
  proposalSchema,
  proposeSchema,
  ratingSchema,
  receiptSchema,
  replaySchema,
  sendSchema,
} from './schema.ts';
import type {
  ChatNote,
  ConversationDetails,
  ConversationSummary,
  Inbox,
  JongereState,
  Message,
  NextUp,
  OfferTimes,
  QueuePlace,
} from './types.ts';

/** The path of socket.io. */
export const socketPath = '/live/chat';
/** The namespaces: one for jongeren, who have no account, and one for signed-in casemanagers. */
export const jongereNamespace = '/jongere';
export const staffNamespace = '/medewerker';

/** Error codes of acks. The client has the text for each. */
export type ChatError =
  /** The payload did not pass its schema; `fields` tells what is wrong where that helps a person. */
  | 'invalid'
  /** There is no such conversation, or this client may not see it. */
  | 'not-found'
  /** The conversation is closed. */
  | 'closed'
  /** Rate limited; try again after `retryAfterMs`. */
  | 'too-fast'
  /** Somebody else was first: the conversation is taken, or the time is booked. */
  | 'taken'
  /** This connection did not open the conversation. */
  | 'not-open'
  /** An error of the server; a retry may help. */
  | 'failed'
  /** The time that was chosen, or who may have so many afspraken. */
  | 'too-many'
  /** Who chose a time has another afspraak then. */
  | 'same-time';

export interface Refused {
  error: ChatError;
  fields?: { field: string; message: string }[];
  retryAfterMs?: number;
}
/** The ack of every event, sent after the commit. */
export type Ack<Value = true> = (answer: { ok: Value } | Refused) => void;
export type Answer<Value = true> = { ok: Value } | Refused;

/** The ack of a message: its number and time. A repeat gets those of the first send, whose text stays. */
export interface Sent {
  seq: number;
  at: number;
}

export interface Page {
  messages: Message[];
  /** Whether there are more: newer ones after a replay, older ones before a page. */
  more: boolean;
}
export interface Replayed extends Page {
  state: JongereState;
  place: QueuePlace | null;
}
export interface Opened extends Page {
  conversation: ConversationDetails;
}

type In<Schema extends z.ZodType> = z.input<Schema>;
type Of<Payload> = { conversation: string } & Payload;

export interface FromJongere {
  replay(payload: In<typeof replaySchema>, ack: Ack<Replayed>): void;
  earlier(payload: In<typeof earlierSchema>, ack: Ack<Page>): void;
  send(payload: In<typeof sendSchema>, ack: Ack<Sent>): void;
  receipt(payload: In<typeof receiptSchema>): void;
  typing(): void;
  end(payload: Record<string, never>, ack: Ack): void;
  reopen(payload: Record<string, never>, ack: Ack): void;
  rate(payload: In<typeof ratingSchema>, ack: Ack): void;
  book(payload: In<typeof bookOfferedSchema>, ack: Ack<Sent>): void;
}

export interface ToJongere {
  message(message: Message): void;
  state(state: JongereState): void;
  place(place: QueuePlace): void;
  typing(): void;
}

export interface FromStaff {
  /** Asks for the current inbox. Later ones are pushed. */
  inbox(payload: Record<string, never>, ack: Ack<Inbox>): void;
  presence(payload: { status: In<typeof presenceSchema> }, ack: Ack): void;
  /** Says whether the inbox is in view: who sees it there is told nowhere else that a jongere waits. */
  watching(payload: { watching: boolean }): void;
  /** Subscribes to a conversation. The own ones are subscribed automatically. */
  open(payload: Of<In<typeof replaySchema>>, ack: Ack<Opened>): void;
  leave(payload: Of<unknown>, ack: Ack): void;
  earlier(payload: Of<In<typeof earlierSchema>>, ack: Ack<Page>): void;
  send(payload: Of<In<typeof sendSchema>>, ack: Ack<Sent>): void;
  receipt(payload: Of<In<typeof receiptSchema>>): void;
  typing(payload: Of<unknown>): void;
  take(payload: Of<unknown>, ack: Ack): void;
  handOver(payload: Of<In<typeof handOverChatSchema>>, ack: Ack): void;
  note(payload: Of<In<typeof chatNoteSchema>>, ack: Ack<ChatNote>): void;
  /** Who comes next in the own agenda, so that nobody chats through an afspraak. */
  next(payload: Record<string, never>, ack: Ack<NextUp | null>): void;
  /** Free times to offer, of oneself and of the team. */
  freeTimes(payload: In<typeof freeTimesSchema>, ack: Ack<OfferTimes>): void;
  offer(payload: Of<In<typeof offerSchema>>, ack: Ack<Sent>): void;
  /** Proposes to hand the jongere to an organisation, and takes that back. */
  propose(payload: Of<In<typeof proposeSchema>>, ack: Ack<Sent>): void;
  withdraw(payload: Of<In<typeof proposalSchema>>, ack: Ack): void;
  end(payload: Of<unknown>, ack: Ack): void;
  answered(payload: Of<{ how: In<typeof answerWaySchema> }>, ack: Ack): void;
  block(payload: Of<unknown>, ack: Ack): void;
}

export interface ToStaff {
  inbox(inbox: Inbox): void;
  message(conversation: string, message: Message): void;
  state(conversation: ConversationSummary): void;
  note(conversation: string, note: ChatNote): void;
  typing(conversation: string): void;
}
