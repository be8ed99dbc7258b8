import { createSignal, untrack } from 'solid-js';
import type { Inbox } from '#server/chat/types.ts';
import { isNumbered, received } from '../../chat/client/received.ts';
import type { InboxConnection } from '../connection.ts';
import type { InboxProps } from '../props.ts';
import { isNote, isSummary } from '../received.ts';
import { unsentIn } from '../unsent.ts';
import { createLiveConversation, type LiveConversation } from './createLiveConversation.ts';

/** The conversations that the page follows: the own ones, the one that is shown, and those with something unsent. */
export function createLiveConversations(connection: InboxConnection, me: InboxProps['me']) {
  const [conversations, setTalks] = createSignal<ReadonlyMap<string, LiveConversation>>(new Map());
  const of = (id: string) => conversations().get(id);
  const { socket } = connection;

  const follow = (id: string) => {
    const live = createLiveConversation({ id, connection, me });
    if (socket.connected) live.connected();
    return live;
  };
  const leave = (live: LiveConversation) => {
    live.disconnected();
    if (socket.connected) socket.emit('leave', { conversation: live.id }, () => {});
  };

  socket.on('connect', () => {
    for (const live of conversations().values()) live.connected();
  });
  socket.on('disconnect', () => {
    for (const live of conversations().values()) live.disconnected();
  });
  socket.on('message', (id, message) => isNumbered(message) && of(id)?.heard(received(message)));
  socket.on('state', (summary) => isSummary(summary) && of(summary.id)?.state(summary));
  socket.on('note', (id, note) => isNote(note) && of(id)?.note(note));
  socket.on('typing', (id) => of(id)?.heardTyping());

  return {
    of,
    /** Those, but for the one that is shown, in which something does not get there by itself. */
    stuck: (shown: string | null) =>
      [...conversations().values()].filter((live) => live.id !== shown && live.isStuck()),
    /** Follows what is to be followed now, and nothing else. */
    update({ mine }: Pick<Inbox, 'mine'>, shown: string | null) {
      const wanted = new Set([
        ...mine.map(({ id }) => id),
        ...(shown === null ? [] : [shown]),
        ...unsentIn(me.id),
      ]);
      const before = untrack(conversations);
      for (const live of before.values()) if (!wanted.has(live.id)) leave(live);
      setTalks(new Map([...wanted].map((id) => [id, before.get(id) ?? follow(id)])));
    },
  };
}
export type LiveConversations = ReturnType<typeof createLiveConversations>;
