import { onCleanup, onMount } from 'solid-js';
import type { Talk } from './createTalk.ts';
import { makePreChat } from './makePreChat.tsx';

/** The way in, drawn by the server. `aside`: only a question for later, which is left beside a place in the queue. */
export function PreChat(props: { talk: Talk; aside?: () => void }) {
  const { talk, aside } = props;
  let place!: HTMLDivElement;
  onMount(() => {
    if (aside || talk.isAgain()) place.focus();
    const { stop } = makePreChat(place, {
      lang: talk.lang,
      phone: talk.phone,
      say: talk.say,
      isShown: talk.isShown,
      entered: aside ?? talk.enter,
      prefetched: talk.takePrefetched(),
      aside: aside !== undefined,
    });
    onCleanup(stop);
  });
  return <div class="talk__outside" tabindex="-1" ref={place} />;
}
