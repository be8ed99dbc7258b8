import { batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from 'solid-js';
import type { Answer } from '#server/chat/events.ts';
import type { BookOfferedInput, RatingInput } from '#server/chat/schema.ts';
import type { JongereState, QueuePlace } from '#server/chat/types.ts';
import { createConversation } from '../client/createConversation.ts';
import { createTyping, makeTypingTeller } from '../client/createTyping.ts';
import { jongereConnection } from '../client/jongereConnection.ts';
import type { Received } from '../client/received.ts';
import { makeBell } from '../client/sound.ts';
import { isStored } from '../client/storage.ts';
import { entryStore, recall, store } from '../client/stored.ts';
import { createLink } from './createLink.ts';
import { createSeen } from './createSeen.ts';

interface RoomParts {
  token: string;
  /** Whether somebody can see it: the panel is open. */
  isShown: () => boolean;
  /** The token opens nothing any more. */
  gone: () => void;
}

const bell = makeBell();
const ring = () =>
  bell.wake().then(
    () => bell.ring('answer'),
    () => {},
  );

/** Anything but what the jongere wrote or answered. */
export const isOfOthers = (message: Received) =>
  message.kind === 'proposal-answered'
    ? message.answer === 'withdrawn'
    : message.kind !== 'text' || message.author !== 'jongere';

/** One conversation, for the components to show and to call: what was said, how it stands, and the ways to act. */
export function createRoom({ token, isShown, gone }: RoomParts) {
  const [state, setState] = createSignal<JongereState | null>(null);
  const [place, setPlace] = createSignal<QueuePlace | null>(null);
  const [isLoose, setLoose] = createSignal(false);
  /** The newest number when the page came to know the conversation: only what comes after it is news. */
  const [base, setBase] = createSignal<number | null>(null);
  const [sound, setSound] = createSignal(recall('sound') === 'on');
  const link = createLink();
  const typing = createTyping();
  /** What was said on the way to its end may come after it. */
  const isOver = () => state()?.status === 'closed';

  const connection = jongereConnection(token, {
    up() {
      forgetTold();
      link.up();
      conversation.connected();
    },
    down() {
      link.down();
      conversation.disconnected();
    },
    gone,
    message: (message) => conversation.heard(message),
    state(next) {
      setState(next);
      if (isOver()) typing.over();
      conversation.newest(next.lastSeq);
    },
    place: setPlace,
    typing: () => isOver() || typing.heard(),
  });
  const conversation = createConversation({
    wire: {
      ...connection,
      async replay(after) {
        const answer = await connection.replay(after);
        if ('ok' in answer)
          batch(() => {
            setState(answer.ok.state);
            setPlace(answer.ok.place);
          });
        return answer;
      },
    },
    store: entryStore,
    author: { author: 'jongere', name: null },
    changed(now) {
      setLoose(isLoose() || !isStored());
      if (base() === null && now.begun()) setBase(now.messages().at(-1)?.seq ?? 0);
    },
  });
  const { messages } = conversation;
  const first = createMemo(() => messages()[0]?.seq ?? 0);
  const teller = makeTypingTeller(connection.typing);

  const { seen, forgetTold } = createSeen({
    messages,
    isLooking: () => isShown() && link.isVisible(),
    isUp: link.isUp,
    tell: connection.receipt,
  });
  createEffect(
    on(
      messages,
      (all, before = []) => {
        const first = base();
        const last = before.at(-1)?.seq ?? 0;
        const news = all.filter(({ seq }) => first !== null && seq > Math.max(first, last));
        if (!news.some(isOfOthers)) return;
        typing.over();
        if (sound()) ring();
      },
      { defer: true },
    ),
  );
  // A line that died while nobody looked may not say so: an answer that does not come does.
  createEffect(
    on(link.isVisible, (is) => is && conversation.newest(Number.POSITIVE_INFINITY), { defer: true }),
  );
  onCleanup(() => {
    typing.over();
    conversation.disconnected();
    connection.stop();
  });

  /** What went wrong, or null when it was done; `failed` too when there was no connection. */
  const done = async (asked: Promise<Answer<unknown>>) => {
    const answer = await asked.catch(() => ({ error: 'failed' }) as const);
    return 'ok' in answer ? null : answer;
  };
  return {
    state,
    place,
    messages,
    entries: conversation.entries,
    hasEarlier: conversation.hasEarlier,
    isLoose,
    base,
    sound,
    isUp: link.isUp,
    isLost: link.isLost,
    isBack: link.isBack,
    isTyping: typing.isTyping,
    /** The message before one; numbers have no gaps. It changes only where earlier ones are loaded. */
    before: ({ seq }: Received) => (seq > first() ? untrack(messages)[seq - first() - 1] : undefined),
    unread: createMemo(() => messages().filter((one) => one.seq > seen() && isOfOthers(one)).length),
    say(body: string) {
      conversation.say(body);
      teller.sent();
    },
    retry: conversation.retry,
    drop: conversation.drop,
    earlier: conversation.earlier,
    types: () => isOver() || teller.typed(),
    end: () => done(connection.end()),
    /** What came too late for the end goes along. */
    async reopen() {
      const wrong = await done(connection.reopen());
      if (!wrong) for (const { clientId } of conversation.entries()) conversation.retry(clientId);
      return wrong;
    },
    rate: (rating: RatingInput) => done(connection.rate(rating)),
    /** The message of the afspraak is not told to who made it: it is asked for. */
    book: (input: BookOfferedInput) =>
      done(
        connection.book(input).then((answer) => {
          if ('ok' in answer) conversation.newest(answer.ok.seq);
          return answer;
        }),
      ),
    setSound(isOn: boolean) {
      setSound(isOn);
      store('sound', isOn ? 'on' : null);
      if (isOn) ring();
    },
    /** Everything that was said, from the first word on. */
    async all(): Promise<readonly Received[]> {
      while (conversation.hasEarlier()) await conversation.earlier();
      return conversation.messages();
    },
  };
}
export type RoomState = ReturnType<typeof createRoom>;
