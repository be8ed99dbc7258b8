import type { Answer, ChatError, Sent } from '#server/chat/events.ts';

/** A message that was typed and of which nobody knows yet that it is kept. */
export interface Entry {
  clientId: string;
  body: string;
  /** When it was typed, epoch ms. */
  at: number;
  /** `sent` is kept by the server, and about to stand among the messages. */
  state: 'waiting' | 'sending' | 'sent' | 'refused';
  error?: ChatError;
}

/** Where entries survive a refresh of the page. */
export interface EntryStore {
  read(): Entry[];
  write(entries: readonly Entry[]): void;
}

export interface OutboxParts {
  store: EntryStore;
  /** Rejects when no answer came: nobody knows whether it arrived. */
  send(entry: Pick<Entry, 'clientId' | 'body'>): Promise<Answer<Sent>>;
  sent(entry: Entry, sent: Sent): void;
  changed(): void;
}

export interface Outbox {
  entries(): readonly Entry[];
  add(clientId: string, body: string): void;
  /** The connection is there: what waits is sent. */
  open(): void;
  /** It is gone: what was under way is sent again later. */
  shut(): void;
  /** The message stands among the others: nothing is left to send. */
  settle(has: (clientId: string) => boolean): void;
  retry(clientId: string): void;
  drop(clientId: string): void;
  clear(): void;
}

const again: readonly ChatError[] = ['too-fast', 'failed'];
const pauseMs = 1000;

/**
 * Sends one message after the other, each again and again until the server says that it is kept. Sent twice it is
 * kept once, since its id stays the same.
 */
export function makeOutbox({ store, send, sent, changed }: OutboxParts): Outbox {
  let entries = store.read().map(
    // What was under way, or kept a moment ago, is sent once more: the answer tells where it stands.
    (entry): Entry => (entry.state === 'refused' ? entry : { ...entry, state: 'waiting' }),
  );
  let isOpen = false;
  /** Grows when the connection comes or goes: an answer of before does not count. */
  let round = 0;
  let busy = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const set = (next: Entry[]) => {
    entries = next;
    store.write(entries);
    changed();
  };
  const change = (clientId: string, values: Partial<Entry>) =>
    set(entries.map((entry) => (entry.clientId === clientId ? { ...entry, ...values } : entry)));

  const later = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(go, ms);
  };

  const go = async () => {
    const entry = entries.find(({ state }) => state === 'waiting');
    if (!isOpen || busy || !entry) return;
    const { clientId, body } = entry;
    const mine = round;
    busy = true;
    change(clientId, { state: 'sending' });
    const answer = await send({ clientId, body }).catch(() => null);
    if (mine !== round) return;
    busy = false;
    const isStill = entries.some((one) => one.clientId === clientId);
    if (answer && 'ok' in answer) {
      if (isStill) change(clientId, { state: 'sent' });
      sent(entry, answer.ok);
    } else if (answer && !again.includes(answer.error)) {
      change(clientId, { state: 'refused', error: answer.error });
    } else {
      change(clientId, { state: 'waiting' });
      return later(answer?.retryAfterMs ?? pauseMs);
    }
    go();
  };

  return {
    entries: () => entries,
    add(clientId, body) {
      set([...entries, { clientId, body, at: Date.now(), state: 'waiting' }]);
      go();
    },
    open() {
      round += 1;
      busy = false;
      isOpen = true;
      go();
    },
    shut() {
      round += 1;
      busy = false;
      isOpen = false;
      clearTimeout(timer);
      if (entries.some(({ state }) => state === 'sending'))
        set(entries.map((entry) => (entry.state === 'sending' ? { ...entry, state: 'waiting' } : entry)));
    },
    settle(has) {
      if (entries.some(({ clientId }) => has(clientId)))
        set(entries.filter(({ clientId }) => !has(clientId)));
    },
    retry(clientId) {
      change(clientId, { state: 'waiting' });
      go();
    },
    drop: (clientId) => set(entries.filter((entry) => entry.clientId !== clientId)),
    clear: () => set([]),
  };
}
