import { onCleanup, onMount } from 'solid-js';
import type { ChatState } from './createChatState.ts';
import { makePreChat } from './makePreChat.tsx';

/** The way in, drawn by the server. `aside`: only a question for later, which is left beside a place in the queue. */
export function PreChat(props: { chat: ChatState; aside?: () => void }) {
  const { chat, aside } = props;
  let place!: HTMLDivElement;
  onMount(() => {
    if (aside || chat.isAgain()) place.focus();
    const { stop } = makePreChat(place, {
      lang: chat.lang,
      phone: chat.phone,
      say: chat.say,
      isShown: chat.isShown,
      entered: aside ?? chat.enter,
      prefetched: chat.takePrefetched(),
      aside: aside !== undefined,
    });
    onCleanup(stop);
  });
  return <div class="talk__outside" tabindex="-1" ref={place} />;
}
