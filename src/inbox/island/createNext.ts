import { createSignal, onCleanup, onMount } from 'solid-js';
import type { NextUp } from '#server/chat/types.ts';
import { answerOf } from '../../chat/client/received.ts';
import type { InboxConnection } from '../connection.ts';
import { isNextUp } from '../received.ts';

const everyMs = 60_000;

/** Who comes next in the own agenda; asked anew each minute, after a lost connection, and when the agenda changed. */
export function createNext(begin: NextUp | null, connection: () => InboxConnection | undefined) {
  const [next, setNext] = createSignal(begin);
  onMount(() => {
    const ask = async () => {
      const on = connection();
      if (!on?.socket.connected || document.hidden) return;
      // Without an answer what is known stays.
      const answer = await on
        .asking()
        .emitWithAck('next', {})
        .then(answerOf(isNextUp))
        .catch(() => null);
      if (answer && 'ok' in answer) setNext(answer.ok);
    };
    const timer = setInterval(ask, everyMs);
    document.addEventListener('visibilitychange', ask);
    document.addEventListener('doorstart:agenda', ask);
    onCleanup(() => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
      document.removeEventListener('doorstart:agenda', ask);
    });
  });
  return next;
}
