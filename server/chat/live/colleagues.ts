import { readSession } from '#server/accounts/readSession.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx, Services } from '#server/kernel/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import { beatPresence, endPresence } from '../presence.ts';
import { hiddenFrom, inboxOf, readInboxGround } from '../readInbox.ts';
import type { Audience, StaffSocket } from './audience.ts';
import { batchLoader } from './batchLoader.ts';
import { coalesce } from './coalesce.ts';
import type { FeedStart } from './feeds.ts';

/** What one socket of a casemanager hears. */
export interface Listening {
  open(conversation: string, start: FeedStart): void;
  /** The own ones stay heard. */
  leave(conversation: string): void;
  hears(conversation: string): boolean;
  /** It is theirs from now on; the inbox says so a moment later. */
  took(conversation: string): void;
  owns(conversation: string): boolean;
}

/** The casemanagers who are connected to this process, on any number of devices. */
export interface Colleagues {
  arrive(socket: StaffSocket, ctx: Ctx): Listening;
  /** Who waits, who is there or whose conversations are whose may have changed: each gets the inbox anew. */
  inboxChanged(): void;
  /** Says that they are there. */
  beat(): Promise<void>;
  /**
   * Ends the connection of who is signed out, or of another team than before, of these or of all; who has no session left
   * at all is away from then on.
   */
  checkSessions(staff?: readonly string[]): Promise<void>;
  stop(): void;
}

type Own = { id: string; lastSeq: number; language: Language };

interface Connected {
  ctx: Ctx;
  opened: Set<string>;
  own: Set<string>;
}

const inboxMs = 150;

export function createColleagues(services: Services, { feeds }: Audience): Colleagues {
  const { log, bus } = services;
  const connected = new Map<StaffSocket, Connected>();

  const join = (socket: StaffSocket, conversation: string, start: FeedStart) => {
    if (socket.rooms.has(conversation)) return;
    socket.join(conversation);
    feeds.hold(conversation, 'casemanager', start);
  };
  const part = (socket: StaffSocket, conversation: string) => {
    const { opened, own } = connected.get(socket) ?? {};
    if (opened?.has(conversation) || own?.has(conversation) || !socket.rooms.has(conversation)) return;
    socket.leave(conversation);
    feeds.release(conversation, 'casemanager');
  };

  const leave = (socket: StaffSocket, { opened }: Connected, conversation: string) => {
    opened.delete(conversation);
    part(socket, conversation);
  };

  /** Each hears the conversations that are theirs, without asking. */
  const hearOwn = (socket: StaffSocket, state: Connected, mine: readonly Own[]) => {
    const before = state.own;
    state.own = new Set(mine.map(({ id }) => id));
    for (const { id, lastSeq, language } of mine) join(socket, id, { last: lastSeq, language, over: false });
    for (const id of before) part(socket, id);
  };

  const ownOf = batchLoader(async (staffIds: string[]) => {
    const rows = await services.sql<(Own & { staffId: string })[]>`
      select casemanager_id as "staffId", id, language, last_seq as "lastSeq" from chat_conversations
      where status = 'active' and casemanager_id = any(${staffIds}::uuid[])`;
    return Map.groupBy(rows, ({ staffId }) => staffId);
  });

  const tellInboxes = async () => {
    if (connected.size === 0) return;
    const teams = new Set([...connected.values()].map(({ ctx }) => staffOf(ctx).team?.id ?? null));
    const ground = await readInboxGround(services, [...teams]);
    for (const [socket, state] of connected) {
      const inbox = inboxOf(state.ctx, ground);
      hearOwn(socket, state, inbox.mine);
      for (const id of hiddenFrom(state.ctx, ground)) leave(socket, state, id);
      socket.emit('inbox', inbox);
    }
  };
  const inboxes = coalesce(inboxMs, tellInboxes, (err) =>
    log.warn({ err }, 'could not read an inbox; it is read again'),
  );

  const arrived = batchLoader(async (ids: string[]) => {
    await beatPresence(services, ids);
    return new Map<string, true>();
  });

  const beat = () =>
    beatPresence(services, [...new Set([...connected.values()].map(({ ctx }) => staffOf(ctx).id))]);

  const checkSessions = async (staff?: readonly string[]) => {
    for (const [socket, { ctx }] of [...connected]) {
      if (staff && !staff.includes(staffOf(ctx).id)) continue;
      const still = await readSession(services, socket.handshake.headers.cookie, { touch: false });
      if (still?.role !== 'casemanager' || still.team?.id !== staffOf(ctx).team?.id) socket.disconnect(true);
    }
    if (staff && (await endPresence(services, staff))) bus.say({ queue: true });
  };

  return {
    arrive(socket, ctx) {
      const state: Connected = { ctx, opened: new Set(), own: new Set() };
      connected.set(socket, state);
      const { id } = staffOf(ctx);
      // Whoever was lost and is back is there at once, and hears at once what is theirs.
      Promise.all([ownOf(id), arrived(id)]).then(
        ([own]) => {
          if (connected.has(socket)) hearOwn(socket, state, own ?? []);
          bus.say({ queue: true });
        },
        (err: unknown) => log.warn({ err }, 'could not look up what a casemanager has'),
      );
      socket.on('disconnecting', () => {
        connected.delete(socket);
        for (const room of socket.rooms) if (room !== socket.id) feeds.release(room, 'casemanager');
      });
      return {
        open(conversation, start) {
          // They may have gone while it was looked up.
          if (!connected.has(socket)) return;
          state.opened.add(conversation);
          join(socket, conversation, start);
        },
        leave: (conversation) => leave(socket, state, conversation),
        hears: (conversation) => socket.rooms.has(conversation),
        took: (conversation) => state.own.add(conversation),
        owns: (conversation) => state.own.has(conversation),
      };
    },
    inboxChanged: inboxes.ask,
    beat,
    checkSessions,
    stop: inboxes.stop,
  };
}
