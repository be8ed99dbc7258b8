import { Show } from 'solid-js';
import type { Inbox } from './createInbox.ts';

/** What stands beside the lists while no conversation is shown. */
export function Nothing(props: { inbox: Inbox }) {
  const { say, lists } = props.inbox;
  return (
    <section class="inbox-nothing" aria-labelledby="geen-gesprek">
      <h2 class="nl-heading nl-heading--level-3" id="geen-gesprek">
        {lists.waiting.length > 0 ? say('inbox.nothing.waiting') : say('inbox.nothing')}
      </h2>
      <p class="nl-paragraph">
        {lists.presence === 'present' ? say('inbox.nothing.text') : say('inbox.nothing.not-present')}
      </p>
      <Show when={lists.questions.length > 0}>
        <p class="nl-paragraph">{say('inbox.nothing.questions')}</p>
      </Show>
    </section>
  );
}
