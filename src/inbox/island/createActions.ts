import { createSignal } from 'solid-js';
import type { chatModalities } from '#db/schema/words.ts';
import type { Answer, ChatError, Refused } from '#server/chat/events.ts';
import type { AnswerWay } from '#server/chat/schema.ts';
import type { Inbox as Lists } from '#server/chat/types.ts';
import type { Check } from '../../chat/client/check.ts';
import { answerOf, isDone, isSent } from '../../chat/client/received.ts';
import type { InboxConnection } from '../connection.ts';
import { findIn } from '../lists.ts';
import type { InboxText, Say } from '../props.ts';
import { isInbox, isNote, isOfferTimes } from '../received.ts';
import type { Offer, Proposal } from './createLiveConversation.ts';
import type { LiveConversations } from './createLiveConversations.ts';

/** What is asked of somebody before it happens. */
export type Asking = 'hand-over' | 'offer' | 'propose' | 'end' | 'block' | 'known';

interface Parts {
  say: Say;
  client: () => { connection: InboxConnection; conversations: LiveConversations } | null;
  lists: Lists;
  show: (id: string | null) => void;
  /** Nothing is asked any more. */
  ask: () => void;
}

interface FreeTimesQuery {
  topic: string;
  modality: (typeof chatModalities)[number];
  location: string | undefined;
  from: string | undefined;
}

type Question = (socket: ReturnType<InboxConnection['asking']>) => Promise<unknown>;

interface Then<Value> {
  done?: (value: Value) => void;
  /** Better words for a refusal. */
  refused?: (refusal: Refused) => void | Promise<void>;
}

/** What a casemanager does with conversations. Each says in words when it did not happen. */
export function createActions({ say, client, lists, show, ask }: Parts) {
  /** What just happened, or did not; null when there is nothing to say. */
  const [news, setNews] = createSignal<{ kind: 'info' | 'error'; text: string } | null>(null);
  const tell = (text: string) => {
    setNews({ kind: 'info', text });
  };
  const fail = (error: ChatError | 'no-connection') => {
    setNews({ kind: 'error', text: say(`inbox.refused.${error}`) });
  };

  /** Where somebody was first, other words say who. */
  const failAs = (error: ChatError, taken: InboxText) => {
    if (error === 'taken') setNews({ kind: 'error', text: say(taken) });
    else fail(error);
  };

  /**
   * The answer; null without a connection, or when none came in time: a socket rejects for nothing else.
   * @throws Error when what came is no answer.
   */
  const answerTo = async <Value>(is: Check<Value>, question: Question): Promise<Answer<Value> | null> => {
    const connection = client()?.connection;
    if (!connection?.socket.connected) return null;
    const answer = await question(connection.asking()).catch(() => null);
    return answer === null ? null : answerOf(is)(answer);
  };

  /**
   * Whether it was done.
   * @throws whatever is a bug, after it was said that something went wrong.
   */
  const does = async <Value>(
    is: Check<Value>,
    question: Question,
    { done, refused = ({ error }) => fail(error) }: Then<Value> = {},
  ): Promise<boolean> => {
    setNews(null);
    try {
      const answer = await answerTo(is, question);
      if (answer === null) fail('no-connection');
      else if ('error' in answer) await refused(answer);
      else done?.(answer.ok);
      return answer !== null && 'ok' in answer;
    } catch (error) {
      fail('failed');
      throw error;
    }
  };

  /** Somebody else was first: who that was stands in the lists of now, unless it is somebody of another team. */
  const tooLate = async (conversation: string) => {
    const answer = await answerTo(isInbox, (socket) => socket.emitWithAck('inbox', {}));
    if (answer && 'ok' in answer) client()?.connection.feed.set(answer.ok);
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
    take: (conversation: string) =>
      does(isDone, (socket) => socket.emitWithAck('take', { conversation }), {
        done: () => show(conversation),
        refused: ({ error }) => (error === 'taken' ? tooLate(conversation) : fail(error)),
      }),
    handOver(conversation: string, to: { id: string; firstName: string }, note: string) {
      const handed = { conversation, to: to.id, note: note.trim() || undefined };
      return does(isDone, (socket) => socket.emitWithAck('handOver', handed), {
        done() {
          ask();
          tell(say('inbox.handed-over', { name: to.firstName }));
        },
      });
    },
    end: (conversation: string) =>
      does(isDone, (socket) => socket.emitWithAck('end', { conversation }), { done: ask }),
    block: (conversation: string) =>
      does(isDone, (socket) => socket.emitWithAck('block', { conversation }), {
        done() {
          client()?.conversations.of(conversation)?.blocked();
          ask();
          tell(say('inbox.blocked'));
        },
      }),
    answered: (conversation: string, how: AnswerWay) =>
      does(isDone, (socket) => socket.emitWithAck('answered', { conversation, how })),
    /** The same `clientId` again is the same note. */
    note: (conversation: string, note: { clientId: string; text: string }) =>
      does(isNote, (socket) => socket.emitWithAck('note', { conversation, ...note }), {
        done: (kept) => client()?.conversations.of(conversation)?.note(kept),
      }),
    /** The same `clientId` again is the same proposal. */
    propose: (conversation: string, clientId: string, { organisation, ...rest }: Proposal) =>
      does(
        isSent,
        (socket) =>
          socket.emitWithAck('propose', { conversation, clientId, organisation: organisation.id, ...rest }),
        {
          refused: ({ error }) => failAs(error, 'inbox.proposal.waits'),
          done(sent) {
            client()
              ?.conversations.of(conversation)
              ?.proposed({ ...sent, clientId, organisation });
            ask();
          },
        },
      ),
    withdrawProposal: (conversation: string, proposal: number) =>
      does(isDone, (socket) => socket.emitWithAck('withdraw', { conversation, proposal }), {
        refused: ({ error }) => failAs(error, 'inbox.proposal.answered'),
      }),
    /** Free times to offer; null when no answer came. */
    async freeTimes(query: FreeTimesQuery) {
      const answer = await answerTo(isOfferTimes, (socket) => socket.emitWithAck('freeTimes', query));
      return answer && 'ok' in answer ? answer.ok : null;
    },
    /** The same `clientId` again is the same offer. `gone` gets the places of times that are not free any more. */
    offer: (conversation: string, clientId: string, offer: Offer, gone: (places: number[]) => void) =>
      does(isSent, (socket) => socket.emitWithAck('offer', { conversation, clientId, ...offer }), {
        refused: ({ error, fields = [] }) =>
          error === 'taken'
            ? gone(fields.map(({ field }) => Number(field.replace('times.', ''))))
            : fail(error),
        done(sent) {
          client()
            ?.conversations.of(conversation)
            ?.offered({ ...sent, clientId, ...offer });
          ask();
        },
      }),
  };
}
