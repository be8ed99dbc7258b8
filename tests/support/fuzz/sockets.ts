import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import {
  type FromJongere,
  type FromStaff,
  jongereNamespace,
  socketPath,
  staffNamespace,
} from '#server/chat/events.ts';
import { mutated, pick, type Random } from './odd.ts';

/** A good payload of every event that a side can send, so that a new one is fuzzed as well. */
const jongereEvents: Record<keyof FromJongere, (conversation: string) => unknown> = {
  replay: () => ({ after: null }),
  earlier: () => ({ before: 5 }),
  send: () => ({ clientId: randomUUID(), body: 'Hoi' }),
  receipt: () => ({ delivered: 1, seen: 1 }),
  typing: () => undefined,
  end: () => ({}),
  reopen: () => ({}),
  rate: () => ({ face: 3, line: 'Fijn' }),
  book: () => ({ clientId: randomUUID(), offer: randomUUID() }),
};
const staffEvents: Record<keyof FromStaff, (conversation: string) => unknown> = {
  inbox: () => ({}),
  presence: () => ({ status: 'present' }),
  watching: () => ({ watching: true }),
  open: (conversation) => ({ conversation, after: null }),
  leave: (conversation) => ({ conversation }),
  earlier: (conversation) => ({ conversation, before: 5 }),
  send: (conversation) => ({ conversation, clientId: randomUUID(), body: 'Hoi' }),
  receipt: (conversation) => ({ conversation, delivered: 1, seen: 1 }),
  typing: (conversation) => ({ conversation }),
  take: (conversation) => ({ conversation }),
  handOver: (conversation) => ({ conversation, to: randomUUID(), note: 'Graag' }),
  note: (conversation) => ({ conversation, clientId: randomUUID(), body: 'Let op' }),
  offer: (conversation) => ({ conversation, clientId: randomUUID(), topic: 'school' }),
  next: () => ({}),
  freeTimes: () => ({ topic: 'school', modality: 'video', from: '2026-11-23' }),
  propose: (conversation) => ({
    conversation,
    clientId: randomUUID(),
    organisation: randomUUID(),
    topic: 'school',
    told: 'Sport graag',
  }),
  withdraw: (conversation) => ({ conversation, proposal: 1 }),
  end: (conversation) => ({ conversation }),
  answered: (conversation) => ({ conversation, how: 'email' }),
  block: (conversation) => ({ conversation }),
};

export interface ChatKeys {
  conversation: string;
  token: string;
  /** Of a casemanager who is signed in. */
  cookie: string;
}

interface Side {
  socket: Socket;
  events: Record<string, (conversation: string) => unknown>;
}

/** Both ends of one conversation, of which odd events are sent. */
export function openEnds(url: string, { conversation, token, cookie }: ChatKeys) {
  const options = { path: socketPath, transports: ['websocket'], multiplex: false, reconnectionDelay: 20 };
  const sides: [Side, Side] = [
    { socket: io(url + jongereNamespace, { ...options, auth: { token } }), events: jongereEvents },
    { socket: io(url + staffNamespace, { ...options, extraHeaders: { cookie } }), events: staffEvents },
  ];
  for (const { socket } of sides) {
    // After a word of the server it does not come back by itself.
    socket.on('disconnect', () => setTimeout(() => socket.active || socket.connect(), 20));
  }
  return {
    /** Sends one event and answers with what came back; null when that was nothing. */
    async shoot(random: Random): Promise<unknown> {
      const { socket, events } = pick(random, sides);
      const [first, ...others] = Object.entries(events);
      if (!first) return null;
      const [name, good] = pick(random, [first, ...others]);
      let payload: unknown = good(conversation);
      for (let times = Math.floor(random() * 3); times > 0; times--) payload = mutated(random, payload);
      if (!socket.connected) return null;
      return socket
        .timeout(300)
        .emitWithAck(random() < 0.03 ? 'constructor' : name, payload)
        .catch(() => null);
    },
    close() {
      for (const { socket } of sides) socket.off('disconnect').disconnect();
    },
  };
}
