import { createSignal, untrack } from 'solid-js';
import type { Inbox } from '#server/chat/types.ts';
import { isNumbered, received } from '../../chat/client/received.ts';
import type { InboxConnection } from '../connection.ts';
import type { InboxProps } from '../props.ts';
import { isNote, isSummary } from '../received.ts';
import { unsentIn } from '../unsent.ts';
import { createTalk, type Talk } from './createTalk.ts';

/** The conversations that the page follows: the own ones, the one that is shown, and those with something unsent. */
export function createTalks(connection: InboxConnection, me: InboxProps['me']) {
  const [talks, setTalks] = createSignal<ReadonlyMap<string, Talk>>(new Map());
  const of = (id: string) => talks().get(id);
  const { socket } = connection;

  const follow = (id: string) => {
    const talk = createTalk({ id, connection, me });
    if (socket.connected) talk.connected();
    return talk;
  };
  const leave = (talk: Talk) => {
    talk.disconnected();
    if (socket.connected) socket.emit('leave', { conversation: talk.id }, () => {});
  };

  socket.on('connect', () => {
    for (const talk of talks().values()) talk.connected();
  });
  socket.on('disconnect', () => {
    for (const talk of talks().values()) talk.disconnected();
  });
  socket.on('message', (id, message) => isNumbered(message) && of(id)?.heard(received(message)));
  socket.on('state', (summary) => isSummary(summary) && of(summary.id)?.state(summary));
  socket.on('note', (id, note) => isNote(note) && of(id)?.note(note));
  socket.on('typing', (id) => of(id)?.heardTyping());

  return {
    of,
    /** Those, but for the one that is shown, in which something does not get there by itself. */
    stuck: (shown: string | null) =>
      [...talks().values()].filter((talk) => talk.id !== shown && talk.isStuck()),
    /** Follows what is to be followed now, and nothing else. */
    update({ mine }: Pick<Inbox, 'mine'>, shown: string | null) {
      const wanted = new Set([
        ...mine.map(({ id }) => id),
        ...(shown === null ? [] : [shown]),
        ...unsentIn(me.id),
      ]);
      const before = untrack(talks);
      for (const talk of before.values()) if (!wanted.has(talk.id)) leave(talk);
      setTalks(new Map([...wanted].map((id) => [id, before.get(id) ?? follow(id)])));
    },
  };
}
export type Talks = ReturnType<typeof createTalks>;
