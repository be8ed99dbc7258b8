import { createMemo, createSignal, For, Show } from 'solid-js';
import { type ListName, shortened } from '../lists.ts';
import type { Inbox } from './createInbox.ts';
import { Key } from './Key.tsx';
import { Row } from './Row.tsx';

interface Props {
  inbox: Inbox;
  name: ListName;
}

/** One list, with how many stand in it. A long queue begins short: the own conversations stand below it. */
export function List(props: Props) {
  const { say, lists, shown, take } = props.inbox;
  const { name } = props;
  const [isWhole, setWhole] = createSignal(false);
  const short = createMemo(
    () => new Set(name === 'waiting' ? shortened(lists.waiting, shown.ids()) : lists[name]),
  );
  const isOpen = () =>
    name === 'waiting' ||
    name === 'mine' ||
    (name === 'questions' && lists.questions.length > 0) ||
    lists[name].some(({ id }) => shown.ids().includes(id));
  /** Whoever is still there: nobody answers to a question that is asked of who has gone. */
  const first = () => lists.waiting.find(({ here }) => here) ?? lists.waiting[0];
  return (
    <details class={`inbox-list inbox-list--${name}`} open={isOpen()}>
      <summary>
        <h2 class="inbox-list__title">{say(`inbox.list.${name}`)}</h2>
        <span class="inbox-list__count">{lists[name].length}</span>
        <Show when={name === 'mine' && lists.mine.length > 1}>
          <span class="inbox-list__keys" aria-hidden="true">
            {say('inbox.list.switch')} <kbd>Alt ↑↓</kbd>
          </span>
        </Show>
      </summary>
      <Show when={name === 'waiting' && lists.waiting.length > 0}>
        <button
          class="work-button work-button--primary work-button--small inbox-list__first"
          type="button"
          data-key="p"
          data-key-does={say('inbox.take.first')}
          onClick={() => take(first()?.id ?? '')}
        >
          {say('inbox.take.first')} <Key of="P" />
        </button>
      </Show>
      <Show
        when={lists[name].length > 0}
        fallback={<p class="inbox-list__empty">{say(`inbox.empty.${name}`)}</p>}
      >
        <ul>
          <For each={lists[name]}>
            {(conversation) => (
              <Row
                inbox={props.inbox}
                list={name}
                conversation={conversation}
                isHidden={!isWhole() && !short().has(conversation)}
              />
            )}
          </For>
        </ul>
        <Show when={short().size < lists[name].length}>
          <button
            class="work-button work-button--quiet work-button--small"
            type="button"
            aria-expanded={isWhole()}
            onClick={() => setWhole(!isWhole())}
          >
            {isWhole() ? say('inbox.list.less') : say('inbox.list.all', { count: lists[name].length })}
          </button>
        </Show>
      </Show>
    </details>
  );
}
