import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Socket } from 'socket.io-client';
import type {
  ChatNote,
  ConversationSummary,
  Inbox,
  JongereState,
  Message,
  QueuePlace,
} from '#server/chat/types.ts';
import { type JongereSocket, jongereSocket, type StaffSocket, staffSocket } from './chatEnds.ts';

/** A socket with all that it heard, in order. */
export interface JongereEnd {
  socket: JongereSocket;
  /** To be answered within some seconds. */
  ask(): ReturnType<JongereSocket['timeout']>;
  messages: Message[];
  states: JongereState[];
  places: QueuePlace[];
  typings: number[];
}
export interface StaffEnd {
  socket: StaffSocket;
  ask(): ReturnType<StaffSocket['timeout']>;
  /** By conversation. */
  messages: Map<string, Message[]>;
  states: ConversationSummary[];
  inboxes: Inbox[];
  notes: ChatNote[];
  typings: string[];
}

/** A socket of either side, or of neither. */
interface AnySocket {
  once(event: 'connect', listener: () => void): unknown;
  once(event: 'connect_error', listener: (error: Error) => void): unknown;
  disconnect(): unknown;
}
const open = new Set<AnySocket>();

/** Waits for the connection, or throws what the server said about it. `hangUp` ends it. */
export async function connected<Socket extends AnySocket>(socket: Socket): Promise<Socket> {
  open.add(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Ends every connection of the tests so far. */
export function hangUp(): void {
  for (const socket of open) socket.disconnect();
  open.clear();
}

/** A jongere who is connected, and asked for what there is, as a page does. */
export async function jongere(url: string, token: string): Promise<JongereEnd> {
  const socket = jongereSocket(url, token);
  const ask = () => socket.timeout(5000);
  const end: JongereEnd = { socket, ask, messages: [], states: [], places: [], typings: [] };
  socket.on('message', (message) => end.messages.push(message));
  socket.on('state', (state) => end.states.push(state));
  socket.on('place', (place) => end.places.push(place));
  socket.on('typing', () => end.typings.push(1));
  await connected(socket);
  return end;
}

/** A casemanager who is connected and has their inbox, so what is theirs is heard. */
export async function staff(url: string, cookie: string): Promise<StaffEnd> {
  const socket = staffSocket(url, cookie);
  const ask = () => socket.timeout(5000);
  const end: StaffEnd = { socket, ask, messages: new Map(), states: [], inboxes: [], notes: [], typings: [] };
  socket.on('message', (id, message) => end.messages.set(id, [...(end.messages.get(id) ?? []), message]));
  socket.on('state', (state) => end.states.push(state));
  socket.on('inbox', (inbox) => end.inboxes.push(inbox));
  socket.on('note', (_, note) => end.notes.push(note));
  socket.on('typing', (id) => end.typings.push(id));
  await connected(socket);
  await until(() => end.inboxes.length > 0, 'the first inbox');
  return end;
}

/** What the server says to somebody whom it does not let in. */
export async function refusalOf(socket: AnySocket): Promise<string> {
  const said = await connected(socket).then(
    () => 'let in',
    (error: Error) => error.message,
  );
  socket.disconnect();
  return said;
}

/** Waits for something that must come. */
export async function until(isSo: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, `this did not come: ${what}`);
    await sleep(3);
  }
}

export const aMessage = (body: string, clientId: string = randomUUID()) => ({ clientId, body });

/** The texts among messages. */
export const bodies = (messages: readonly Message[] = []): string[] =>
  messages.flatMap((message) => (message.kind === 'text' ? [message.body] : []));

/** What comes of an event of any name, with anything in it. */
export const tryOut = (socket: Socket, event: string, payload: unknown): Promise<unknown> =>
  socket.timeout(5000).emitWithAck(event, payload);
