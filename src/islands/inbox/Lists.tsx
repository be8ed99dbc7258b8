import { For, Show } from 'solid-js';
import { type ListName, listNames } from '../../inbox/lists.ts';
import type { Inbox } from './createInbox.ts';
import { Row } from './Row.tsx';

/** The lists of the inbox, those in which nothing stands too: it is good to know that nobody waits. */
export function Lists(props: { inbox: Inbox }) {
  const { say, lists, shownId, take } = props.inbox;
  /** Whoever is still there: nobody answers to a question that is asked of who has gone. */
  const first = () => lists.waiting.find(({ here }) => here) ?? lists.waiting[0];
  const isOpen = (name: ListName) =>
    name === 'waiting' || name === 'mine' || lists[name].some(({ id }) => id === shownId());
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
      <For each={listNames}>
        {(name) => (
          <details
            class={`inbox-list inbox-list--${name}`}
            open={isOpen(name) || (name === 'questions' && lists[name].length > 0)}
          >
            <summary>
              <h2 class="inbox-list__title">{say(`inbox.list.${name}`)}</h2>
              <span class="inbox-list__count">{lists[name].length}</span>
            </summary>
            <Show
              when={lists[name].length > 0}
              fallback={<p class="inbox-list__empty">{say(`inbox.empty.${name}`)}</p>}
            >
              <ul>
                <For each={lists[name]}>
                  {(conversation) => <Row inbox={props.inbox} list={name} conversation={conversation} />}
                </For>
              </ul>
            </Show>
          </details>
        )}
      </For>
      <p class="inbox-lists__more">
        <a href={props.inbox.page.paths.replies}>{say('inbox.nav.replies')}</a>
        <a href={props.inbox.page.paths.figures}>{say('inbox.nav.figures')}</a>
      </p>
    </nav>
  );
}
