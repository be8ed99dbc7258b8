import { createSignal } from 'solid-js';
import type { Inbox } from '../../../server/chat/types.ts';
import type { Live } from '../../inbox/live.ts';
import { createTalk, type Talk } from './createTalk.ts';

/** The conversations that the page follows: the own ones, and the one that is shown. */
export function createTalks(live: Live, firstName: string) {
  const talks = new Map<string, Talk>();
  const [shown, setShown] = createSignal<Talk | null>(null);
  const { socket } = live;

  const follow = (id: string) => {
    const talk = createTalk({ id, live, firstName });
    talks.set(id, talk);
    if (socket.connected) talk.connected();
  };
  const drop = (id: string, talk: Talk) => {
    talk.disconnected();
    talks.delete(id);
    if (socket.connected) socket.emit('leave', { conversation: id }, () => {});
  };

  socket.on('connect', () => {
    for (const talk of talks.values()) talk.connected();
  });
  socket.on('disconnect', () => {
    for (const talk of talks.values()) talk.disconnected();
  });
  socket.on('message', (id, message) => talks.get(id)?.heard(message));
  socket.on('state', (summary) => talks.get(summary.id)?.state(summary));
  socket.on('note', (id, note) => talks.get(id)?.note(note));
  socket.on('typing', (id) => talks.get(id)?.heardTyping());

  return {
    shown,
    of: (id: string) => talks.get(id),
    /** Follows what is to be followed now, and nothing else. */
    update({ mine }: Pick<Inbox, 'mine'>, id: string | null) {
      const wanted = new Set(mine.map((one) => one.id));
      if (id !== null) wanted.add(id);
      for (const one of wanted) if (!talks.has(one)) follow(one);
      for (const [one, talk] of talks) if (!wanted.has(one)) drop(one, talk);
      for (const { id: one, lastSeq } of mine) talks.get(one)?.newest(lastSeq);
      setShown((id !== null && talks.get(id)) || null);
    },
  };
}
export type Talks = ReturnType<typeof createTalks>;
