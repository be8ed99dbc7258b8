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
} from '#server/chat/events.ts';
import {
  type Conversation,
  type ConversationParts,
  makeConversation,
  type Wire,
} from '../../src/chat/client/makeConversation.ts';
import type { Entry, EntryStore } from '../../src/chat/client/makeOutbox.ts';

/** One end of a conversation as a browser has it, without the browser: the same code keeps, sends and asks again. */
export interface ChatEnd {
  conversation: Conversation;
  /** As a tab that is closed: what it kept is in its store. */
  close(): void;
}

/** What `sessionStorage` is to a tab. */
export function memoryStore(): EntryStore {
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
  store?: EntryStore;
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

/** What both ends have in common: a conversation on a socket, which the caller lets hear. */
function openEnd(
  socket: JongereSocket | StaffSocket,
  wire: Wire,
  author: ConversationParts['author'],
  store: EntryStore = memoryStore(),
): ChatEnd {
  const conversation = makeConversation({ wire, store, author, newId: randomUUID, changed: () => {} });
  const connection: Socket = socket;
  connection.on('connect', conversation.connected);
  connection.on('disconnect', conversation.disconnected);
  const stop = comeBack(connection);
  return {
    conversation,
    close() {
      conversation.disconnected();
      stop();
    },
  };
}

/** @throws Error without a connection: what is asked then would be sent much later. */
function expectConnection({ connected }: { connected: boolean }): void {
  if (!connected) throw new Error('expected a connection');
}

/** The end of a jongere. */
export function openJongere(
  url: string,
  token: string,
  { store, patienceMs = 2000 }: EndOptions = {},
): ChatEnd {
  const socket = jongereSocket(url, token);
  const ask = () => {
    expectConnection(socket);
    return socket.timeout(patienceMs);
  };
  const wire: Wire = {
    replay: async (after) => ask().emitWithAck('replay', { after }),
    earlier: async (before) => ask().emitWithAck('earlier', { before }),
    send: async (entry) => ask().emitWithAck('send', entry),
  };
  const end = openEnd(socket, wire, { author: 'jongere', name: null }, store);
  socket.on('message', end.conversation.heard);
  socket.on('state', ({ lastSeq }) => end.conversation.newest(lastSeq));
  return end;
}

/** The end of the casemanager who has the conversation. */
export function openStaff(
  url: string,
  cookie: string,
  id: string,
  { store, patienceMs = 2000 }: EndOptions = {},
): ChatEnd {
  const socket = staffSocket(url, cookie);
  const ask = () => {
    expectConnection(socket);
    return socket.timeout(patienceMs);
  };
  const wire: Wire = {
    replay: async (after) => ask().emitWithAck('open', { conversation: id, after }),
    earlier: async (before) => ask().emitWithAck('earlier', { conversation: id, before }),
    send: async (entry) => ask().emitWithAck('send', { conversation: id, ...entry }),
  };
  const end = openEnd(socket, wire, { author: 'casemanager', name: 'Noor' }, store);
  socket.on('message', (of, message) => of === id && end.conversation.heard(message));
  socket.on('state', (summary) => summary.id === id && end.conversation.newest(summary.lastSeq));
  return end;
}
