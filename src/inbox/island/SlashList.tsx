import { createEffect, For, Show } from 'solid-js';
import type { Composing } from './createComposer.ts';
import type { Pane } from './createPane.ts';

interface Props {
  pane: Pane;
  composing: Composing;
  onUse: (index: number) => void;
}

/** The canned replies that fit what was typed after a slash. The field keeps the focus. */
export function SlashList(props: Props) {
  const { part } = props.pane;
  const { say } = props.pane.inbox;
  const { replies, chosen } = props.composing;
  createEffect(() =>
    document.getElementById(part(`antwoord-${chosen()}`))?.scrollIntoView({ block: 'nearest' }),
  );
  return (
    <div class="slash">
      <p class="visually-hidden" role="status">
        <Show when={replies().length > 0}>{say('inbox.slash.found', { count: replies().length })}</Show>
      </p>
      <div
        class="slash__list"
        id={part('antwoorden')}
        role="listbox"
        aria-label={say('inbox.slash')}
        hidden={replies().length === 0}
      >
        <For each={replies()}>
          {(reply, index) => (
            <button
              class="canned"
              id={part(`antwoord-${index()}`)}
              type="button"
              role="option"
              tabindex="-1"
              aria-selected={index() === chosen()}
              // The field must not lose the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => props.onUse(index())}
            >
              <span class="canned__word">/{reply.shortcut}</span>
              <span class="canned__body" dir="auto">
                {reply.body}
              </span>
            </button>
          )}
        </For>
      </div>
    </div>
  );
}
