import { createMemo, createSignal, For, Show } from 'solid-js';
import { type ListName, shortened } from '../lists.ts';
import type { Inbox } from './createInbox.ts';
import { Row } from './Row.tsx';

interface Props {
  inbox: Inbox;
  name: ListName;
}

/** One list, with how many stand in it. A long queue begins short: the own conversations stand below it. */
export function List(props: Props) {
  const { say, lists, shownId } = props.inbox;
  const { name } = props;
  const [isWhole, setWhole] = createSignal(false);
  const short = createMemo(
    () => new Set(name === 'waiting' ? shortened(lists.waiting, shownId()) : lists[name]),
  );
  const isOpen = () =>
    name === 'waiting' ||
    name === 'mine' ||
    (name === 'questions' && lists.questions.length > 0) ||
    lists[name].some(({ id }) => id === shownId());
  return (
    <details class={`inbox-list inbox-list--${name}`} open={isOpen()}>
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
            class="nl-button nl-button--subtle inbox-small"
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
