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

  const heard = {
    connect() {
      for (const live of conversations().values()) live.connected();
    },
    disconnect() {
      for (const live of conversations().values()) live.disconnected();
    },
    message: (id: string, message: unknown) => isNumbered(message) && of(id)?.heard(received(message)),
    state: (summary: unknown) => isSummary(summary) && of(summary.id)?.state(summary),
    note: (id: string, note: unknown) => isNote(note) && of(id)?.note(note),
    typing: (id: string) => of(id)?.heardTyping(),
  };
  socket.on('connect', heard.connect);
  socket.on('disconnect', heard.disconnect);
  socket.on('message', heard.message);
  socket.on('state', heard.state);
  socket.on('note', heard.note);
  socket.on('typing', heard.typing);

  return {
    of,
    /** Those, but for what is shown, in which something does not get there by itself. */
    stuck: (shown: readonly (string | null)[]) =>
      [...conversations().values()].filter((live) => !shown.includes(live.id) && live.isStuck()),
    /** Follows what is to be followed now, and nothing else. */
    update({ mine }: Pick<Inbox, 'mine'>, shown: readonly (string | null)[]) {
      const wanted = new Set([
        ...mine.map(({ id }) => id),
        ...shown.filter((id) => id !== null),
        ...unsentIn(me.id),
      ]);
      const before = untrack(conversations);
      for (const live of before.values()) if (!wanted.has(live.id)) leave(live);
      setTalks(new Map([...wanted].map((id) => [id, before.get(id) ?? follow(id)])));
    },
    /** The page is left, and the connection goes on for the next one. */
    stop() {
      for (const live of untrack(conversations).values()) leave(live);
      socket.off('connect', heard.connect);
      socket.off('disconnect', heard.disconnect);
      socket.off('message', heard.message);
      socket.off('state', heard.state);
      socket.off('note', heard.note);
      socket.off('typing', heard.typing);
    },
  };
}
export type LiveConversations = ReturnType<typeof createLiveConversations>;
