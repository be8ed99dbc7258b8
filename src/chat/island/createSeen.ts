import { createEffect, createSignal } from 'solid-js';
import type { Received } from '../client/received.ts';
import { recallSeen, store } from '../client/stored.ts';

interface SeenParts {
  messages: () => readonly Received[];
  /** Whether somebody can see them at this moment. */
  isLooking: () => boolean;
  isUp: () => boolean;
  tell: (receipt: { delivered: number; seen: number }) => void;
}

/** How far the jongere got and saw what was said: kept in the browser, and told to the other end whenever it grows. */
export function createSeen({ messages, isLooking, isUp, tell }: SeenParts) {
  const [seen, setSeen] = createSignal(recallSeen());
  /** Over this connection. */
  let told = { delivered: 0, seen: 0 };
  createEffect(() => {
    const last = messages().at(-1)?.seq ?? 0;
    if (isLooking() && last > seen()) {
      setSeen(last);
      store('seen', String(last));
    }
    if (!isUp() || (told.delivered >= last && told.seen >= seen())) return;
    told = { delivered: last, seen: Math.min(last, seen()) };
    tell(told);
  });
  return {
    seen,
    /** A new connection was told nothing yet. */
    forgetTold() {
      told = { delivered: 0, seen: 0 };
    },
  };
}
