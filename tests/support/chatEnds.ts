import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import {
  type FromJongere,
  type FromStaff,
  jongereNamespace,
  socketPath,
  staffNamespace,
  type ToJongere,
  type ToStaff,
} from '../../server/chat/events.ts';
import { type Conversation, makeConversation } from '../../src/chat/delivery/makeConversation.ts';
import type { Entry, Keeper } from '../../src/chat/delivery/makeOutbox.ts';

/** One end of a conversation as a browser has it, without the browser: the same code keeps, sends and asks again. */
export interface ChatEnd {
  conversation: Conversation;
  /** As a tab that is closed: what it kept is in its keeper. */
  close(): void;
}

/** What `sessionStorage` is to a tab. */
export function memoryKeeper(): Keeper {
  let kept = '[]';
  return {
    read() {
      const entries: Entry[] = JSON.parse(kept);
      return entries;
    },
    write(entries) {
      kept = JSON.stringify(entries);
    },
  };
}

interface EndOptions {
  keeper?: Keeper;
  /** How long an answer may take. */
  patienceMs?: number;
}

const options = {
  path: socketPath,
  transports: ['websocket'],
  multiplex: false,
  reconnectionDelay: 50,
  reconnectionDelayMax: 500,
};

/** Keeps coming back, also after a word of the server. */
function comeBack(socket: Socket): () => void {
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    if (!socket.active) timer = setTimeout(() => socket.connect(), 200);
  };
  socket.on('disconnect', again);
  socket.on('connect_error', again);
  return () => {
    clearTimeout(timer);
    socket.off();
    socket.disconnect();
  };
}

export type JongereSocket = Socket<ToJongere, FromJongere>;
export type StaffSocket = Socket<ToStaff, FromStaff>;

export const jongereSocket = (url: string, token: string): JongereSocket =>
  io(`${url}${jongereNamespace}`, { ...options, auth: { token } });

export const staffSocket = (url: string, cookie: string): StaffSocket =>
  io(`${url}${staffNamespace}`, { ...options, extraHeaders: { cookie } });

/** The end of a jongere. */
export function openJongere(
  url: string,
  token: string,
  { keeper, patienceMs = 2000 }: EndOptions = {},
): ChatEnd {
  const socket = jongereSocket(url, token);
  const asking = () => {
    if (!socket.connected) throw new Error('expected a connection');
    return socket.timeout(patienceMs);
  };
  const conversation = makeConversation({
    wire: {
      replay: async (after) => asking().emitWithAck('replay', { after }),
      earlier: async (before) => asking().emitWithAck('earlier', { before }),
      send: async (entry) => asking().emitWithAck('send', entry),
    },
    keeper: keeper ?? memoryKeeper(),
    author: { author: 'jongere', name: null },
    newId: randomUUID,
    changed: () => {},
  });
  socket.on('connect', conversation.connected);
  socket.on('disconnect', conversation.disconnected);
  socket.on('message', conversation.heard);
  socket.on('state', ({ lastSeq }) => conversation.newest(lastSeq));
  const stop = comeBack(socket);
  return {
    conversation,
    close() {
      conversation.disconnected();
      stop();
    },
  };
}

/** The end of the casemanager who has the conversation. */
export function openStaff(
  url: string,
  cookie: string,
  id: string,
  { keeper, patienceMs = 2000 }: EndOptions = {},
): ChatEnd {
  const socket = staffSocket(url, cookie);
  const asking = () => {
    if (!socket.connected) throw new Error('expected a connection');
    return socket.timeout(patienceMs);
  };
  const conversation = makeConversation({
    wire: {
      replay: async (after) => asking().emitWithAck('open', { conversation: id, after }),
      earlier: async (before) => asking().emitWithAck('earlier', { conversation: id, before }),
      send: async (entry) => asking().emitWithAck('send', { conversation: id, ...entry }),
    },
    keeper: keeper ?? memoryKeeper(),
    author: { author: 'casemanager', name: 'Noor' },
    newId: randomUUID,
    changed: () => {},
  });
  socket.on('connect', conversation.connected);
  socket.on('disconnect', conversation.disconnected);
  socket.on('message', (of, message) => of === id && conversation.heard(message));
  socket.on('state', (summary) => summary.id === id && conversation.newest(summary.lastSeq));
  const stop = comeBack(socket);
  return {
    conversation,
    close() {
      conversation.disconnected();
      stop();
    },
  };
}
