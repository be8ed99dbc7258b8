import type { Socket } from 'socket.io-client';
import { type FromStaff, staffNamespace, type ToStaff } from '#server/chat/events.ts';
import { isText } from '../chat/client/check.ts';
import { expectConnected, makeConnection, patienceMs } from '../chat/client/makeConnection.ts';
import { answerOf, isNumbered, received } from '../chat/client/received.ts';
import { type Feed, makeFeed } from './makeFeed.ts';
import { isInbox, isSummary } from './received.ts';

export type StaffSocket = Socket<ToStaff, FromStaff>;

/** The one connection of a page with the chat, and the inbox as it is by it. */
export interface InboxConnection {
  socket: StaffSocket;
  feed: Feed;
  /**
   * The socket to ask something on: an answer that does not come in time is an error.
   * @throws Error without a connection: what is asked then would be sent much later.
   */
  asking(): ReturnType<StaffSocket['timeout']>;
  /** When no answer came to what has to arrive, another line is tried. */
  unanswered(error: unknown): never;
  /** Calls when nobody is signed in any more; it stays silent then. Answers how to stop that. */
  onSignedOut(listener: () => void): () => void;
}

let connection: InboxConnection | undefined;

/** The connection of this page, made by who asks first: its navigation and its inbox share one. */
export function inboxConnection(): InboxConnection {
  connection ??= connect();
  return connection;
}

function connect(): InboxConnection {
  const signedOut = new Set<() => void>();
  const { socket: untyped, renew } = makeConnection(staffNamespace, {
    last: 'signed-out',
    onLast() {
      for (const listener of signedOut) listener();
    },
  });
  const socket: StaffSocket = untyped;
  const feed = makeFeed();
  const asking = () => {
    expectConnected(socket);
    return socket.timeout(patienceMs);
  };

  socket.on('connect', async () => {
    const answer = await asking()
      .emitWithAck('inbox', {})
      .then(answerOf(isInbox))
      .catch(() => null);
    if (answer && 'ok' in answer) feed.set(answer.ok);
  });
  socket.on('inbox', (inbox) => isInbox(inbox) && feed.set(inbox));
  socket.on('state', (summary) => isSummary(summary) && feed.state(summary));
  socket.on('message', (conversation, message) => {
    if (isText(conversation) && isNumbered(message)) feed.message(conversation, received(message));
  });
  return {
    socket,
    feed,
    asking,
    unanswered(error) {
      if (socket.connected) renew();
      throw error;
    },
    onSignedOut(listener) {
      signedOut.add(listener);
      return () => signedOut.delete(listener);
    },
  };
}
