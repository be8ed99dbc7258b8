import { mock } from 'node:test';
import type { Answer, Sent } from '#server/chat/events.ts';
import type { TextMessage } from '#server/chat/types.ts';
import type { Wire } from '../../src/chat/client/makeConversation.ts';

// A server of one conversation without a network: what goes wrong on the way is decided by a source of chance, and time
// is that of mocked timers.

/** A message of the other side, or the own one as it is kept. */
export const textMessage = (seq: number, values: Partial<TextMessage> = {}): TextMessage => ({
  seq,
  clientId: `id-${seq}`,
  at: 0,
  kind: 'text',
  author: 'casemanager',
  name: 'Noor',
  body: `b${seq}`,
  ...values,
});

/** Nothing else is asked for more at once. */
const pageSize = 4;

export type RoughServer = ReturnType<typeof roughServer>;

/** What is kept stays; `heard` is told of what is new, now and then late, twice or not at all. */
export function roughServer(random: () => number) {
  const kept: TextMessage[] = [];
  let isCalm = false;
  let hear: ((message: TextMessage) => void) | null = null;

  const often = (part: number) => !isCalm && random() < part;
  const after = (ms: number, act: () => void) => setTimeout(act, isCalm ? 1 : random() * ms);
  const keep = (message: TextMessage) => {
    kept.push(message);
    const listener = hear;
    const times = often(0.2) ? 0 : often(0.2) ? 2 : 1;
    for (let time = 0; time < times; time++) after(60, () => hear === listener && listener?.(message));
  };
  const page = (messages: TextMessage[], more: boolean) => ({ ok: { messages, more } });

  /** An answer that comes late, or never: then it is an error after a while, as it is when the connection is lost. */
  const answer = <Value>(act: () => Answer<Value>): Promise<Answer<Value>> => {
    const line = hear;
    return new Promise((resolve, reject) => {
      const fail = () => reject(new Error('no answer'));
      setTimeout(fail, 800);
      if (often(0.1)) return;
      after(60, () => {
        // What was under way when the connection broke may still have arrived.
        if (hear !== line && random() < 0.5) return fail();
        const given = act();
        if (!often(0.1)) after(60, () => (hear === line ? resolve(given) : fail()));
      });
    });
  };

  const wire: Wire = {
    replay: (last) =>
      answer(() => {
        if (last === null) return page(kept.slice(-pageSize), kept.length > pageSize);
        return page(kept.slice(last, last + pageSize), kept.length > last + pageSize);
      }),
    earlier: (before) =>
      answer(() => {
        const from = Math.max(0, before - 1 - pageSize);
        return page(kept.slice(from, before - 1), from > 0);
      }),
    send: ({ clientId, body }) =>
      answer<Sent>(() => {
        if (often(0.1)) return { error: 'too-fast', retryAfterMs: 300 };
        if (often(0.05)) return { error: 'failed' };
        const first = kept.find((message) => message.clientId === clientId);
        if (first) return { ok: { seq: first.seq, at: first.at } };
        const seq = kept.length + 1;
        keep(textMessage(seq, { clientId, body, author: 'jongere', name: null }));
        return { ok: { seq, at: 0 } };
      }),
  };
  return {
    kept,
    wire,
    /** Somebody else says something. */
    say: () => keep(textMessage(kept.length + 1)),
    connect(listener: (message: TextMessage) => void) {
      hear = listener;
    },
    cut() {
      hear = null;
    },
    /** From now on nothing goes wrong. */
    calm() {
      isCalm = true;
    },
  };
}

/** Lets time pass, and everybody do what they do meanwhile. Timers are mocked. */
export async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 20) {
    mock.timers.tick(20);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
