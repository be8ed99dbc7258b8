import { For, Show } from 'solid-js';
import { listNames } from '../lists.ts';
import type { Inbox } from './createInbox.ts';
import { List } from './List.tsx';

/** The lists of the inbox, those in which nothing stands too: it is good to know that nobody waits. */
export function Lists(props: { inbox: Inbox }) {
  const { say, lists, take } = props.inbox;
  /** Whoever is still there: nobody answers to a question that is asked of who has gone. */
  const first = () => lists.waiting.find(({ here }) => here) ?? lists.waiting[0];
  return (
    <nav class="inbox-lists" aria-label={say('inbox.lists')}>
      <Show when={lists.waiting.length > 0}>
        <button
          class="nl-button nl-button--primary button--wide"
          type="button"
          data-key="p"
          onClick={() => take(first()?.id ?? '')}
        >
          {say('inbox.take.first')}
        </button>
      </Show>
      <For each={listNames}>{(name) => <List inbox={props.inbox} name={name} />}</For>
      <p class="inbox-lists__more">
        <a href={props.inbox.page.paths.replies}>{say('inbox.nav.replies')}</a>
        <a href={props.inbox.page.paths.figures}>{say('inbox.nav.figures')}</a>
      </p>
    </nav>
  );
}
