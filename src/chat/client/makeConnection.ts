import { io, type Socket } from 'socket.io-client';
import { socketPath } from '#server/chat/events.ts';
import { busyPauseMs, isBusy } from './isBusy.ts';

interface ConnectionParts {
  /** What opens one conversation; staff is known by their session. */
  token?: string;
  /** The refusal after which there is nothing to come back to: it stays silent then. */
  last: 'not-found' | 'signed-out';
  onLast: () => void;
}

export interface Connection {
  socket: Socket;
  /** Leaves the connection for another one: a line that is dead may not say so for most of a minute. */
  renew(): void;
  stop(): void;
}

/** How long an answer may take. */
export const patienceMs = 8000;
const pauseMs = 3000;

/** A connection with the chat. It comes back by itself, at once when the device wakes or finds a network. */
export function makeConnection(namespace: string, { token, last, onLast }: ConnectionParts): Connection {
  const socket = io(namespace, {
    path: socketPath,
    auth: token === undefined ? {} : { token },
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    // Polling has to come to the same process each time: the cookie of a load balancer may see to that. And it needs the
    // session of who is signed in.
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

  socket.on('disconnect', () => {
    // After a word of the server it does not try again by itself.
    if (!socket.active) again();
  });
  socket.on('connect_error', (error) => {
    if (error.message === last) onLast();
    else if (isBusy(error)) {
      // By itself it would try every few seconds.
      socket.disconnect();
      again(busyPauseMs());
    } else if (!socket.active) again();
  });

  const renew = () => {
    socket.disconnect().connect();
  };
  const hurry = () => {
    if (!socket.connected && document.visibilityState === 'visible') renew();
  };
  // What is left of a connection of before the network went leads nowhere.
  addEventListener('online', renew);
  document.addEventListener('visibilitychange', hurry);

  return {
    socket,
    renew,
    stop() {
      socket.off();
      clearTimeout(timer);
      removeEventListener('online', renew);
      document.removeEventListener('visibilitychange', hurry);
      socket.disconnect();
    },
  };
}

/** @throws Error without a connection: what is asked then would be sent much later. */
export function expectConnected({ connected }: { connected: boolean }): void {
  if (!connected) throw new Error('expected a connection');
}
