import { Show } from 'solid-js';
import type { Inbox } from './createInbox.ts';

/** What just happened, or did not. */
export function News(props: { inbox: Inbox }) {
  const { say, news, dismiss } = props.inbox;
  return (
    <Show when={news()} keyed>
      {({ kind, text }) => (
        <div class={`inbox-news inbox-news--${kind}`}>
          <p role={kind === 'error' ? 'alert' : 'status'}>{text}</p>
          <button class="nl-button nl-button--subtle" type="button" onClick={dismiss}>
            {say('inbox.close')}
          </button>
        </div>
      )}
    </Show>
  );
}
