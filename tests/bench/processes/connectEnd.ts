import { io, type Socket } from 'socket.io-client';
import type { ChatEnd } from './jobs.ts';

/** Connects one end of a conversation; by WebSocket at once, as a page does where it can. */
export function connectEnd({ port, namespace, path, auth, cookie }: ChatEnd): Socket {
  return io(`ws://127.0.0.1:${port}${namespace}`, {
    path,
    auth,
    transports: ['websocket'],
    forceNew: true,
    ...(cookie === undefined ? {} : { extraHeaders: { cookie } }),
  });
}

export const connected = (socket: Socket) => new Promise<void>((done) => socket.once('connect', done));
