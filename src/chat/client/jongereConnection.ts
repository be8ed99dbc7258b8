import type { Socket } from 'socket.io-client';
import {
  type Answer,
  type FromJongere,
  jongereNamespace,
  type Sent,
  type ToJongere,
} from '#server/chat/events.ts';
import type { BookOfferedInput, RatingInput, Receipt } from '#server/chat/schema.ts';
import type { JongereState, QueuePlace } from '#server/chat/types.ts';
import { hasShape, orNull } from './check.ts';
import { expectConnected, makeConnection, patienceMs } from './makeConnection.ts';
import type { Wire } from './makeConversation.ts';
import {
  answerOf,
  isDone,
  isJongereState,
  isPage,
  isQueuePlace,
  isSent,
  type NumberedPage,
  numberedPage,
} from './received.ts';

/** What comes of the connection by itself. */
export interface Heard {
  up(): void;
  down(): void;
  /** The token opens nothing any more. */
  gone(): void;
  /** Not looked at yet. */
  message(message: unknown): void;
  state(state: JongereState): void;
  place(place: QueuePlace): void;
  typing(): void;
}

interface Replayed extends NumberedPage {
  state: JongereState;
  place: QueuePlace | null;
}
const isReplayed = hasShape<Replayed>({
  ...numberedPage,
  state: isJongereState,
  place: orNull(isQueuePlace),
});

export interface JongereConnection extends Wire {
  replay(after: number | null): Promise<Answer<Replayed>>;
  end(): Promise<Answer>;
  reopen(): Promise<Answer>;
  rate(rating: RatingInput): Promise<Answer>;
  book(input: BookOfferedInput): Promise<Answer<Sent>>;
  /** Both come to nothing without a connection; whoever cares says it again when it is back. */
  receipt(receipt: Receipt): void;
  typing(): void;
  stop(): void;
}

/** The connection of one conversation, for its jongere. */
export function jongereConnection(token: string, heard: Heard): JongereConnection {
  const connection = makeConnection(jongereNamespace, { token, last: 'not-found', onLast: heard.gone });
  const socket: Socket<ToJongere, FromJongere> = connection.socket;

  socket.on('connect', heard.up);
  socket.on('disconnect', heard.down);
  socket.on('message', heard.message);
  socket.on('state', (state) => isJongereState(state) && heard.state(state));
  socket.on('place', (place) => isQueuePlace(place) && heard.place(place));
  socket.on('typing', heard.typing);

  const asking = () => {
    expectConnected(socket);
    return socket.timeout(patienceMs);
  };
  /** When no answer came, another line is tried. */
  const unanswered = (error: unknown): never => {
    if (socket.connected) connection.renew();
    throw error;
  };
  const done = answerOf(isDone);
  const sent = answerOf(isSent);
  return {
    replay: async (after) =>
      answerOf(isReplayed)(await asking().emitWithAck('replay', { after }).catch(unanswered)),
    earlier: async (before) => answerOf(isPage)(await asking().emitWithAck('earlier', { before })),
    send: async (entry) => sent(await asking().emitWithAck('send', entry).catch(unanswered)),
    end: async () => done(await asking().emitWithAck('end', {})),
    reopen: async () => done(await asking().emitWithAck('reopen', {})),
    rate: async (rating) => done(await asking().emitWithAck('rate', rating)),
    book: async (input) => sent(await asking().emitWithAck('book', input)),
    receipt: (receipt) => socket.connected && socket.emit('receipt', receipt),
    typing: () => socket.connected && socket.emit('typing'),
    stop: connection.stop,
  };
}
