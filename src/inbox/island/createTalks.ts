import { createSignal, untrack } from 'solid-js';
import type { Inbox } from '#server/chat/types.ts';
import { unsentIn } from '../keeper.ts';
import type { Live } from '../live.ts';
import type { InboxProps } from '../props.ts';
import { createTalk, type Talk } from './createTalk.ts';

/** The conversations that the page follows: the own ones, the one that is shown, and those with something unsent. */
export function createTalks(live: Live, me: InboxProps['me']) {
  const [talks, setTalks] = createSignal<ReadonlyMap<string, Talk>>(new Map());
  const of = (id: string) => talks().get(id);
  const { socket } = live;

  const follow = (id: string) => {
    const talk = createTalk({ id, live, me });
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
  socket.on('message', (id, message) => of(id)?.heard(message));
  socket.on('state', (summary) => of(summary.id)?.state(summary));
  socket.on('note', (id, note) => of(id)?.note(note));
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
