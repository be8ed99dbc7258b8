import {
  closeReasons,
  conversationKinds,
  conversationStatuses,
  messageAuthors,
  modalities,
  requeueReasons,
} from '#db/schema/words.ts';
import type { Answer, ChatError, Refused, Sent } from '#server/chat/events.ts';
import type {
  BookedMessage,
  EventMessage,
  JongereState,
  Message,
  Numbered,
  OfferMessage,
  ProposalAnswerMessage,
  ProposalMessage,
  QueuePlace,
  Receipts,
  TextMessage,
} from '#server/chat/types.ts';
import {
  type Check,
  hasShape,
  isCount,
  isFlag,
  isNumber,
  isText,
  listOf,
  oneOf,
  optional,
  orNull,
} from './check.ts';

// What the server tells both ends of a conversation, checked as it comes in.

/** A message that this page cannot show: the server is newer. Its number counts, so that nothing after it waits for it. */
export interface UnreadableMessage extends Numbered {
  kind: 'unreadable';
}
export type Received = Message | UnreadableMessage;

/** A page of messages of which only the numbers were looked at; `received` looks at the rest. */
export interface NumberedPage {
  messages: readonly Numbered[];
  more: boolean;
}

const numbered = { seq: isCount, clientId: isText, at: isNumber };
const side = oneOf('jongere', 'casemanager');
const isModality = oneOf(...modalities);
const isClosed = hasShape<Extract<EventMessage, { kind: 'closed' }>>({
  ...numbered,
  kind: oneOf('closed'),
  by: oneOf(...messageAuthors),
  reason: oneOf(...closeReasons),
});
const isNamed = hasShape<Extract<EventMessage, { kind: 'joined' | 'handed-over' }>>({
  ...numbered,
  kind: oneOf('joined', 'handed-over'),
  name: isText,
});
const isRequeued = hasShape<Extract<EventMessage, { kind: 'requeued' }>>({
  ...numbered,
  kind: oneOf('requeued'),
  name: isText,
  why: optional(oneOf(...requeueReasons)),
});
const isBare = hasShape<Extract<EventMessage, { kind: 'asked' | 'reopened' }>>({
  ...numbered,
  kind: oneOf('asked', 'reopened'),
});
const isTextMessage = hasShape<TextMessage>({
  ...numbered,
  kind: oneOf('text'),
  author: side,
  name: orNull(isText),
  body: isText,
  staffId: optional(isText),
  danger: optional(oneOf(true)),
});
const isOffer = hasShape<OfferMessage>({
  ...numbered,
  kind: oneOf('offer'),
  name: isText,
  staffId: optional(isText),
  topic: isText,
  modality: orNull(isModality),
  location: orNull(isText),
  times: optional(listOf(isNumber)),
});
const isBooked = hasShape<BookedMessage>({
  ...numbered,
  kind: oneOf('booked'),
  offer: isCount,
  start: isNumber,
  end: isNumber,
  modality: isModality,
  location: orNull(isText),
  name: isText,
  managePath: optional(orNull(isText)),
  appointmentId: optional(orNull(isText)),
  team: optional(orNull(isText)),
});

const isProposal = hasShape<ProposalMessage>({
  ...numbered,
  kind: oneOf('proposal'),
  name: isText,
  organisation: isText,
  path: optional(isText),
});
const isProposalAnswer = hasShape<ProposalAnswerMessage>({
  ...numbered,
  kind: oneOf('proposal-answered'),
  proposal: isCount,
  organisation: isText,
  answer: oneOf('agreed', 'refused', 'withdrawn', 'ended'),
});

const isMessage = (value: unknown): value is Message =>
  isTextMessage(value) ||
  isNamed(value) ||
  isRequeued(value) ||
  isBare(value) ||
  isClosed(value) ||
  isOffer(value) ||
  isBooked(value) ||
  isProposal(value) ||
  isProposalAnswer(value);

export const isNumbered: Check<Numbered> = hasShape<Numbered>(numbered);

/** A message as this page can show it, or as one that it cannot. */
export function received(message: Numbered): Received {
  if (isMessage(message)) return message;
  const { seq, clientId, at } = message;
  return { kind: 'unreadable', seq, clientId, at };
}

export const numberedPage = { messages: listOf(isNumbered), more: isFlag };
export const isPage = hasShape<NumberedPage>(numberedPage);
export const isSent = hasShape<Sent>({ seq: isCount, at: isNumber });
/** Of what is answered with no more than that it was done. */
export const isDone = oneOf(true);

export const isReceipts = hasShape<Receipts>({ delivered: isCount, seen: isCount });
export const isStatus = oneOf(...conversationStatuses);
export const isKind = oneOf(...conversationKinds);
export const isCloseReason = oneOf(...closeReasons);

export const isJongereState = hasShape<JongereState>({
  status: isStatus,
  kind: isKind,
  lastSeq: isCount,
  casemanager: orNull(isText),
  receipts: isReceipts,
  closeReason: orNull(isCloseReason),
  canReopen: isFlag,
  rated: isFlag,
  deletedOn: isText,
});
export const isQueuePlace = hasShape<QueuePlace>({
  ahead: isCount,
  minutes: orNull(isNumber),
  present: isFlag,
});

export const isChatError: Check<ChatError> = oneOf(
  'invalid',
  'not-found',
  'closed',
  'too-fast',
  'taken',
  'not-open',
  'failed',
  'too-many',
  'same-time',
);
/** What opens a conversation that was begun. */
export const hasToken = hasShape<{ token: string }>({ token: isText });
const isRefused = hasShape<Refused>({
  error: isChatError,
  fields: optional(listOf(hasShape<{ field: string; message: string }>({ field: isText, message: isText }))),
  retryAfterMs: optional(isNumber),
});

/** Reads an answer of the server. @throws Error when it is none that was expected: that counts as no answer. */
export function answerOf<Value>(is: Check<Value>): (answer: unknown) => Answer<Value> {
  const isOk = hasShape<{ ok: Value }>({ ok: is });
  return (answer) => {
    if (isOk(answer) || isRefused(answer)) return answer;
    throw new Error('expected an answer of the chat');
  };
}
