import { io, type Socket } from 'socket.io-client';
import {
  type Answer,
  type FromJongere,
  jongereNamespace,
  type Replayed,
  socketPath,
  type ToJongere,
} from '#server/chat/events.ts';
import type { BookOfferedInput, RatingInput, Receipt } from '#server/chat/schema.ts';
import { busyPauseMs, isBusy } from '../isBusy.ts';
import type { Wire } from './makeConversation.ts';

/** What comes of the connection by itself. */
export interface Heard extends ToJongere {
  up(): void;
  down(): void;
  /** The token opens nothing any more. */
  gone(): void;
}

export interface Connection extends Wire {
  replay(after: number | null): Promise<Answer<Replayed>>;
  end(): Promise<Answer>;
  reopen(): Promise<Answer>;
  rate(rating: RatingInput): Promise<Answer>;
  book(wish: BookOfferedInput): ReturnType<Wire['send']>;
  /** Both come to nothing without a connection; whoever cares says it again when it is back. */
  receipt(receipt: Receipt): void;
  typing(): void;
  stop(): void;
}

const patienceMs = 8000;
const pauseMs = 3000;

/** The connection of one conversation. It comes back by itself, at once when the phone wakes or finds a network. */
export function makeConnection(token: string, heard: Heard): Connection {
  const socket: Socket<ToJongere, FromJongere> = io(jongereNamespace, {
    path: socketPath,
    auth: { token },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // Polling has to come to the same process each time: the cookie of a load balancer may see to that.
    withCredentials: true,
    multiplex: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 4000,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const again = (waitMs = pauseMs * (1 + Math.random())) => {
    clearTimeout(timer);
    timer = setTimeout(() => socket.connect(), waitMs);
  };

  socket.on('connect', heard.up);
  socket.on('disconnect', () => {
    heard.down();
    // After a word of the server it does not try again by itself.
    if (!socket.active) again();
  });
  socket.on('connect_error', (error) => {
    if (error.message === 'not-found') heard.gone();
    else if (isBusy(error)) {
      // By itself it would try every few seconds.
      socket.disconnect();
      again(busyPauseMs());
    } else if (!socket.active) again();
  });
  socket.on('message', heard.message);
  socket.on('state', heard.state);
  socket.on('place', heard.place);
  socket.on('typing', heard.typing);

  const renew = () => socket.disconnect().connect();
  const hurry = () => {
    if (!socket.connected && document.visibilityState === 'visible') renew();
  };
  // What is left of a connection of before the network went leads nowhere.
  addEventListener('online', renew);
  document.addEventListener('visibilitychange', hurry);

  const asking = () => {
    if (!socket.connected) throw new Error('expected a connection');
    return socket.timeout(patienceMs);
  };
  /** A line that is dead may not say so for most of a minute: when no answer came, another is tried. */
  const unanswered = (error: unknown): never => {
    if (socket.connected) renew();
    throw error;
  };
  return {
    replay: async (after) => asking().emitWithAck('replay', { after }).catch(unanswered),
    earlier: async (before) => asking().emitWithAck('earlier', { before }),
    send: async (entry) => asking().emitWithAck('send', entry).catch(unanswered),
    end: async () => asking().emitWithAck('end', {}),
    reopen: async () => asking().emitWithAck('reopen', {}),
    rate: async (rating) => asking().emitWithAck('rate', rating),
    book: async (wish) => asking().emitWithAck('book', wish),
    receipt: (receipt) => socket.connected && socket.emit('receipt', receipt),
    typing: () => socket.connected && socket.emit('typing'),
    stop() {
      socket.off();
      clearTimeout(timer);
      removeEventListener('online', renew);
      document.removeEventListener('visibilitychange', hurry);
      socket.disconnect();
    },
  };
}
