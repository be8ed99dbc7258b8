import type { Answer, Sent } from '#server/chat/events.ts';
import type { TextMessage } from '#server/chat/types.ts';
import { type Entry, type EntryStore, makeOutbox } from './makeOutbox.ts';
import { makeThread, type TakeResult } from './makeThread.ts';
import { isNumbered, type NumberedPage, type Received, received } from './received.ts';

/** The way to the server. Each rejects when no answer came. */
export interface Wire {
  /** What came after a number; with null the newest page. */
  replay(after: number | null): Promise<Answer<NumberedPage>>;
  earlier(before: number): Promise<Answer<NumberedPage>>;
  send(entry: { clientId: string; body: string }): Promise<Answer<Sent>>;
}

export interface ConversationParts {
  wire: Wire;
  store: EntryStore;
  /** As whom this end writes; a casemanager with their first name. */
  author: Pick<TextMessage, 'author' | 'name' | 'staffId'>;
  newId(): string;
  /** Something of it is other than before. */
  changed(): void;
}

/** One end of a conversation: nothing that was said on either side gets lost, doubled or out of order. */
export interface Conversation {
  messages(): readonly Received[];
  /** What was typed and does not stand among the messages yet, in order. */
  entries(): readonly Entry[];
  /** Whether the first page came. */
  begun(): boolean;
  hasEarlier(): boolean;
  earlier(): Promise<void>;
  say(body: string): void;
  retry(clientId: string): void;
  drop(clientId: string): void;
  /** A message that the server told of by itself, as it came; what is none is passed over. */
  heard(message: unknown): void;
  /** The server says that this number is the newest: what is missing is asked for. */
  newest(seq: number): void;
  /** The connection is there, and it was joined. */
  connected(): void;
  disconnected(): void;
  /** Forgets all, on the device too. */
  clear(): void;
}

/** Messages that are said in order come a moment after each other: only then is one missing. */
const patienceMs = 400;
const pauseMs = 2000;

export function makeConversation({ wire, store, author, newId, changed }: ConversationParts): Conversation {
  const thread = makeThread();
  let hasEarlier = false;
  let isConnected = false;
  let syncing = false;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const took = (result: TakeResult) => {
    if (result === 'new') outbox.settle(thread.has);
    if (result === 'gap') syncSoon(patienceMs);
    changed();
  };

  const outbox = makeOutbox({
    store,
    send: wire.send,
    changed,
    sent({ clientId, body }, { seq, at }) {
      const result = thread.take({ kind: 'text', ...author, clientId, body, seq, at });
      // It stands among the messages, or before the oldest that is at hand.
      if (result === 'known') outbox.drop(clientId);
      took(result);
    },
  });
  const syncSoon = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = undefined;
      sync();
    }, ms);
  };

  /** Asks until nothing more comes. */
  const sync = async () => {
    again = syncing;
    if (syncing || !isConnected) return;
    syncing = true;
    const whole = await askAll().catch(() => false);
    syncing = false;
    if (!isConnected) return;
    if (!whole) return syncSoon(pauseMs);
    if (again) sync();
  };

  const askAll = async (): Promise<boolean> => {
    for (;;) {
      const first = thread.last() === null;
      const answer = await wire.replay(thread.last());
      if ('error' in answer) return false;
      const { messages, more } = answer.ok;
      if (first) {
        hasEarlier = more;
        thread.begin(messages.map(received));
      } else for (const message of messages) thread.take(received(message));
      outbox.settle(thread.has);
      changed();
      if (first || !more) return true;
    }
  };

  return {
    messages: thread.messages,
    entries: outbox.entries,
    begun: () => thread.last() !== null,
    hasEarlier: () => hasEarlier,
    async earlier() {
      const oldest = thread.messages()[0]?.seq;
      if (oldest === undefined) return;
      const answer = await wire.earlier(oldest);
      if ('error' in answer) throw new Error(`expected earlier messages, not "${answer.error}"`);
      thread.putBefore(answer.ok.messages.map(received));
      hasEarlier = answer.ok.more;
      changed();
    },
    say: (body) => outbox.add(newId(), body),
    retry: outbox.retry,
    drop: outbox.drop,
    heard(message) {
      if (isNumbered(message)) took(thread.take(received(message)));
    },
    newest(seq) {
      if (seq > (thread.last() ?? 0)) syncSoon(patienceMs);
    },
    connected() {
      isConnected = true;
      sync();
      outbox.open();
    },
    disconnected() {
      isConnected = false;
      clearTimeout(timer);
      timer = undefined;
      outbox.shut();
    },
    clear() {
      thread.clear();
      outbox.clear();
      hasEarlier = false;
    },
  };
}
