import { createSignal } from 'solid-js';
import type { Answer, ChatError, Refused } from '../../../server/chat/events.ts';
import type { AnswerWay, PresenceStatus } from '../../../server/chat/schema.ts';
import type { Inbox as Lists } from '../../../server/chat/types.ts';
import { findIn } from '../../inbox/lists.ts';
import type { Live } from '../../inbox/live.ts';
import type { Say } from '../../inbox/props.ts';
import type { Asking } from './createInbox.ts';
import type { Offer } from './createTalk.ts';
import type { Talks } from './createTalks.ts';

interface Parts {
  say: Say;
  line: () => { live: Live; talks: Talks } | null;
  lists: Lists;
  show: (id: string | null) => void;
  ask: (what: Asking | null) => void;
}

/** What a casemanager does with conversations. Each says in words when it did not happen. */
export function createActions({ say, line, lists, show, ask }: Parts) {
  /** What just happened, or did not; null when there is nothing to say. */
  const [news, setNews] = createSignal<{ kind: 'info' | 'error'; text: string } | null>(null);
  const tell = (text: string) => {
    setNews({ kind: 'info', text });
  };
  const fail = (error: ChatError | 'no-connection') => {
    setNews({ kind: 'error', text: say(`inbox.refused.${error}`) });
  };

  type Asked = ReturnType<Live['asking']>;
  /** Whether it was done. `refused` may have better words for a refusal. */
  const done = async (
    question: (socket: Asked) => Promise<Answer<unknown>>,
    refused: (refusal: Refused) => void | Promise<void> = ({ error }) => fail(error),
  ): Promise<boolean> => {
    setNews(null);
    try {
      const live = line()?.live;
      if (!live) throw new Error('expected a connection');
      const answer = await question(live.asking());
      if ('ok' in answer) return true;
      await refused(answer);
    } catch {
      fail('no-connection');
    }
    return false;
  };

  /** Somebody else was first: who that was stands in the lists of now, unless it is somebody of another team. */
  const tooLate = async (conversation: string) => {
    const live = line()?.live;
    const answer = await live?.asking().emitWithAck('inbox', {});
    if (answer && 'ok' in answer) live?.feed.set(answer.ok);
    const found = findIn(lists, conversation);
    // It was this one: they pressed twice, or the answer got lost.
    if (found?.list === 'mine') return show(conversation);
    const name = found?.conversation.casemanager?.firstName;
    setNews({
      kind: 'error',
      text: name ? say('inbox.take.late', { name }) : say('inbox.take.late.unknown'),
    });
  };

  return {
    news,
    dismiss: () => setNews(null),
    presence: (status: PresenceStatus) => done((socket) => socket.emitWithAck('presence', { status })),
    async take(conversation: string) {
      const took = await done(
        (socket) => socket.emitWithAck('take', { conversation }),
        ({ error }) => (error === 'taken' ? tooLate(conversation) : fail(error)),
      );
      if (took) show(conversation);
    },
    async handOver(conversation: string, to: { id: string; firstName: string }, note: string) {
      const handed = await done((socket) =>
        socket.emitWithAck('handOver', { conversation, to: to.id, note: note.trim() || undefined }),
      );
      if (!handed) return;
      ask(null);
      tell(say('inbox.handed-over', { name: to.firstName }));
    },
    async end(conversation: string) {
      if (await done((socket) => socket.emitWithAck('end', { conversation }))) ask(null);
    },
    async block(conversation: string) {
      if (!(await done((socket) => socket.emitWithAck('block', { conversation })))) return;
      line()?.talks.of(conversation)?.blocked();
      ask(null);
      tell(say('inbox.blocked'));
    },
    answered: (conversation: string, how: AnswerWay) =>
      done((socket) => socket.emitWithAck('answered', { conversation, how })),
    /** The same `clientId` again is the same note. */
    note: (conversation: string, note: { clientId: string; text: string }) =>
      done(async (socket) => {
        const answer = await socket.emitWithAck('note', { conversation, ...note });
        if ('ok' in answer) line()?.talks.of(conversation)?.note(answer.ok);
        return answer;
      }),
    /** The same `clientId` again is the same offer. */
    async offer(conversation: string, clientId: string, offer: Offer) {
      const offered = await done(async (socket) => {
        const answer = await socket.emitWithAck('offer', { conversation, clientId, ...offer });
        if ('ok' in answer)
          line()
            ?.talks.of(conversation)
            ?.offered({ ...answer.ok, clientId, ...offer });
        return answer;
      });
      if (offered) ask(null);
    },
  };
}
