import type { z } from 'zod';
import type {
  answerWaySchema,
  bookOfferedSchema,
  chatNoteSchema,
  earlierSchema,
  handOverChatSchema,
  offerSchema,
  presenceSchema,
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
  QueuePlace,
} from './types.ts';

/** Where socket.io answers. */
export const socketPath = '/live/chat';
/** The namespaces: one for who chats without an account, one for who is signed in. */
export const jongereNamespace = '/jongere';
export const staffNamespace = '/medewerker';

/** Why something was not done; words for them are texts of whoever shows them. */
export type ChatError =
  /** The payload is not what was expected; `fields` says what is wrong where that helps a person. */
  | 'invalid'
  /** No such conversation, or not this one's to see. */
  | 'not-found'
  /** It is over. */
  | 'closed'
  /** Too many in a short time: once more after `retryAfterMs`. */
  | 'too-fast'
  /** Somebody else was first: a conversation that was taken, a time that was booked. */
  | 'taken'
  /** The conversation was not opened on this connection. */
  | 'not-open'
  /** It went wrong here; once more may help. */
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
/** What every event is answered with, after the commit. */
export type Ack<Value = true> = (answer: { ok: Value } | Refused) => void;
export type Answer<Value = true> = { ok: Value } | Refused;

/** What came of a message: its number and moment. A repeat gets those of the first, whose text stands. */
export interface Sent {
  seq: number;
  at: number;
}

export interface Page {
  messages: Message[];
  /** There are more on that side: newer ones after a replay, older ones before it. */
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
  /** Asks for the inbox as it is; afterwards it comes by itself. */
  inbox(payload: Record<string, never>, ack: Ack<Inbox>): void;
  presence(payload: { status: In<typeof presenceSchema> }, ack: Ack): void;
  /** Listens to a conversation; the own ones are heard without. */
  open(payload: Of<In<typeof replaySchema>>, ack: Ack<Opened>): void;
  leave(payload: Of<unknown>, ack: Ack): void;
  earlier(payload: Of<In<typeof earlierSchema>>, ack: Ack<Page>): void;
  send(payload: Of<In<typeof sendSchema>>, ack: Ack<Sent>): void;
  receipt(payload: Of<In<typeof receiptSchema>>): void;
  typing(payload: Of<unknown>): void;
  take(payload: Of<unknown>, ack: Ack): void;
  handOver(payload: Of<In<typeof handOverChatSchema>>, ack: Ack): void;
  note(payload: Of<In<typeof chatNoteSchema>>, ack: Ack<ChatNote>): void;
  offer(payload: Of<In<typeof offerSchema>>, ack: Ack<Sent>): void;
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
