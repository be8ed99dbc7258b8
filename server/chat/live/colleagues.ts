import { reachOf } from '#server/access/policy.ts';
import { readSession } from '#server/accounts/readSession.ts';
import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx, Services } from '#server/chat/context.ts';
import type { Language } from '#server/kernel/languages.ts';
import { beatPresence, endPresence, stopWatching } from '../presence.ts';
import { hiddenFrom, inboxOf, readInboxGround } from '../readInbox.ts';
import type { Audience, StaffSocket } from './audience.ts';
import { batchLoader } from './batchLoader.ts';
import { coalesce } from './coalesce.ts';
import type { FeedStart } from './feeds.ts';

/** The conversations that one socket of a casemanager listens to. */
export interface Listening {
  open(conversation: string, start: FeedStart): void;
  /** Stops listening, except to the casemanager's own conversations. */
  leave(conversation: string): void;
  hears(conversation: string): boolean;
  /** Marks the conversation as the casemanager's own at once; the inbox follows a moment later. */
  took(conversation: string): void;
  owns(conversation: string): boolean;
  /** Whether the casemanager has the inbox in view on this socket. */
  watch(watching: boolean): Promise<void>;
  /** The casemanager did something just now: an inbox that was read before it would tell them that it is not so. */
  acted(): void;
  /** Reads for this casemanager, and again when they did something meanwhile. */
  upToDate<Read>(read: () => Promise<Read>): Promise<Read>;
}

/** The casemanagers who are connected to this process, each with any number of devices. */
export interface Colleagues {
  arrive(socket: StaffSocket, ctx: Ctx): Listening;
  /** Sends every casemanager a fresh inbox: the queue, presence or assignment may have changed. */
  inboxChanged(): void;
  /** Records the heartbeat of all connected casemanagers. */
  beat(): Promise<void>;
  /**
   * Disconnects casemanagers whose session ended or whose team changed, among the given ids or among all. Without any session
   * left somebody is set to away.
   */
  checkSessions(staff?: readonly string[]): Promise<void>;
  stop(): void;
}

type Own = { id: string; lastSeq: number; language: Language };

interface Connected {
  ctx: Ctx;
  opened: Set<string>;
  own: Set<string>;
  /** How often the casemanager did something. */
  acts: number;
  /** Whether they have the inbox in view. */
  watching: boolean;
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

  /** Subscribes each socket to its casemanager's own conversations, without a request from the client. */
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
    const before = new Map([...connected].map(([socket, { acts }]) => [socket, acts]));
    const ground = await readInboxGround(services, [...teams]);
    for (const [socket, state] of connected) {
      if (before.get(socket) !== state.acts) {
        inboxes.ask();
        continue;
      }
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

  const idsOf = (states: readonly Connected[]) => [...new Set(states.map(({ ctx }) => staffOf(ctx).id))];

  const beat = () => {
    const states = [...connected.values()];
    return beatPresence(services, idsOf(states), idsOf(states.filter(({ watching }) => watching)));
  };

  const checkSessions = async (staff?: readonly string[]) => {
    for (const [socket, { ctx }] of [...connected]) {
      if (staff && !staff.includes(staffOf(ctx).id)) continue;
      const still = await readSession(services, socket.handshake.headers.cookie, { touch: false });
      const isStill = still && reachOf(still.roles, 'chat.inbox') !== undefined;
      if (!isStill || still.team?.id !== staffOf(ctx).team?.id) socket.disconnect(true);
    }
    if (staff && (await endPresence(services, staff))) bus.say({ queue: true });
  };

  return {
    arrive(socket, ctx) {
      const state: Connected = { ctx, opened: new Set(), own: new Set(), acts: 0, watching: false };
      connected.set(socket, state);
      const { id } = staffOf(ctx);
      // After a lost connection presence is restored at once, and so are the subscriptions to the own conversations.
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
          // The socket may have closed during the look-up.
          if (!connected.has(socket)) return;
          state.opened.add(conversation);
          join(socket, conversation, start);
        },
        leave: (conversation) => leave(socket, state, conversation),
        hears: (conversation) => socket.rooms.has(conversation),
        took: (conversation) => state.own.add(conversation),
        owns: (conversation) => state.own.has(conversation),
        async watch(watching) {
          state.watching = watching;
          await (watching ? beatPresence(services, [id], [id]) : stopWatching(services, id));
        },
        acted() {
          state.acts += 1;
        },
        async upToDate(read) {
          for (;;) {
            const before = state.acts;
            const answer = await read();
            if (before === state.acts) return answer;
          }
        },
      };
    },
    inboxChanged: inboxes.ask,
    beat,
    checkSessions,
    stop: inboxes.stop,
  };
}
