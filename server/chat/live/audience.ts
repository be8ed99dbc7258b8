import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { Services } from '#server/chat/context.ts';
import { readNotes } from '../addNote.ts';
import type { FromJongere, FromStaff, ToJongere, ToStaff } from '../events.ts';
import { mostGrown, readGrown } from '../readMessages.ts';
import { toMessage } from '../rows.ts';
import type { Side } from '../types.ts';
import { coalesce } from './coalesce.ts';
import { createFeeds, type Feeds } from './feeds.ts';

export type JongereNamespace = Namespace<FromJongere, ToJongere, DefaultEventsMap>;
export type StaffNamespace = Namespace<FromStaff, ToStaff, DefaultEventsMap>;
export type JongereSocket = Socket<FromJongere, ToJongere, DefaultEventsMap>;
export type StaffSocket = Socket<FromStaff, ToStaff, DefaultEventsMap>;

/** All sockets that listen in this process. In each namespace a conversation is a room with its id as name. */
export interface Audience {
  jongeren: JongereNamespace;
  staff: StaffNamespace;
  feeds: Feeds;
  /** Reads new messages of conversations and emits them. Skips conversations without a listener in this process. */
  pull(conversations: Iterable<string>): void;
  /** Tells the other side that this side is typing, unless the conversation is closed. */
  tellTyping(conversation: string, by: Side): void;
  tellNotes(ids: readonly string[]): Promise<void>;
  stop(): void;
}

const pullMs = 5;

export function createAudience(
  services: Services,
  { jongeren, staff }: Pick<Audience, 'jongeren' | 'staff'>,
  /** Called when the messages read show a change of state. The notification of that change may have been lost. */
  onHappening: (conversations: Iterable<string>) => void,
): Audience {
  const { log, tokens } = services;
  const behind = new Set<string>();

  const feeds = createFeeds({
    send(row, { sockets, language }, sender) {
      const { conversation, author } = row;
      const but = sender ?? [];
      const others = (side: Side) => sockets[side] - (sender !== undefined && author === side ? 1 : 0);
      if (others('jongere') > 0) {
        const message = toMessage(row, { side: 'jongere', language, tokens });
        jongeren.to(conversation).except(but).emit('message', message);
      }
      if (others('casemanager') > 0) {
        const message = toMessage(row, { side: 'casemanager' });
        staff.to(conversation).except(but).emit('message', conversation, message);
      }
    },
    missing: (conversation) => pull([conversation]),
  });

  const readNew = async () => {
    const asked = [...behind];
    behind.clear();
    const known = asked.flatMap((conversation) => {
      const feed = feeds.get(conversation);
      return feed ? [{ conversation, last: feed.last }] : [];
    });
    if (known.length === 0) return;
    try {
      const rows = await readGrown(services, known);
      feeds.publishRead(rows);
      if (rows.length >= mostGrown) pull(asked);
      const happened = rows.filter(({ kind }) => kind !== 'text').map((row) => row.conversation);
      if (happened.length > 0) onHappening(new Set(happened));
    } catch (error) {
      for (const conversation of asked) behind.add(conversation);
      throw error;
    }
  };
  const pulling = coalesce(pullMs, readNew, (err) =>
    log.warn({ err }, 'could not read new messages; they are read again'),
  );

  const pull = (conversations: Iterable<string>) => {
    for (const conversation of conversations) if (feeds.get(conversation)) behind.add(conversation);
    if (behind.size > 0) pulling.ask();
  };

  return {
    jongeren,
    staff,
    feeds,
    pull,
    tellTyping(conversation, by) {
      if (feeds.get(conversation)?.over !== false) return;
      if (by === 'jongere') staff.to(conversation).emit('typing', conversation);
      else jongeren.to(conversation).emit('typing');
    },
    async tellNotes(ids) {
      if (ids.length === 0) return;
      for (const { conversation, ...note } of await readNotes(services, { ids })) {
        staff.to(conversation).emit('note', conversation, note);
      }
    },
    stop: pulling.stop,
  };
}
