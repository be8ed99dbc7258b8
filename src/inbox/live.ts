import { io, type Socket } from 'socket.io-client';
import { type FromStaff, socketPath, staffNamespace, type ToStaff } from '#server/chat/events.ts';
import { busyPauseMs, isBusy } from '../chat/isBusy.ts';
import { type Feed, makeFeed } from './makeFeed.ts';

export type StaffSocket = Socket<ToStaff, FromStaff>;

/** The one connection of a page with the chat, and the inbox as it is by it. */
export interface Live {
  socket: StaffSocket;
  feed: Feed;
  /**
   * The socket to ask something on: an answer that does not come in time is an error.
   * @throws Error without a connection: what is asked then would be sent much later.
   */
  asking(): ReturnType<StaffSocket['timeout']>;
  /** Calls when nobody is signed in any more; it stays silent then. */
  onSignedOut(listener: () => void): void;
}

const patienceMs = 10_000;
const pauseMs = 5_000;

let live: Live | undefined;

/** The connection of this page, made by who asks first: its navigation and its inbox share one. */
export function liveInbox(): Live {
  live ??= connect();
  return live;
}

function connect(): Live {
  const socket: StaffSocket = io(staffNamespace, {
    path: socketPath,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // Who is signed in has to be known when polling, too.
    withCredentials: true,
    reconnectionDelayMax: pauseMs,
  });
  const feed = makeFeed();
  const signedOut: (() => void)[] = [];
  const asking = () => {
    if (!socket.connected) throw new Error('expected a connection');
    return socket.timeout(patienceMs);
  };
  const again = (waitMs = pauseMs) => setTimeout(() => socket.connect(), waitMs);

  socket.on('connect', async () => {
    const answer = await asking()
      .emitWithAck('inbox', {})
      .catch(() => null);
    if (answer && 'ok' in answer) feed.set(answer.ok);
  });
  socket.on('connect_error', (error) => {
    if (error.message === 'signed-out') for (const listener of signedOut) listener();
    else if (isBusy(error)) {
      // By itself it would try every few seconds.
      socket.disconnect();
      again(busyPauseMs());
    }
    // A refusal is no lost connection, after which it would try again by itself.
    else if (!socket.active) again();
  });
  socket.on('disconnect', () => {
    if (!socket.active) again();
  });
  // A computer that wakes up, or finds its network again, does not wait for the next try.
  const hurry = () => {
    if (!socket.connected && document.visibilityState === 'visible') socket.disconnect().connect();
  };
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
  socket.on('inbox', feed.set);
  socket.on('state', feed.state);
  socket.on('message', feed.message);
  return { socket, feed, asking, onSignedOut: (listener) => signedOut.push(listener) };
}
