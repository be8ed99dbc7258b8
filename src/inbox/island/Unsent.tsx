import { For, Show } from 'solid-js';
import type { Entry } from '../../chat/client/makeOutbox.ts';
import type { LiveConversation } from './createLiveConversation.ts';
import type { Pane } from './createPane.ts';

/** What was typed and is not with the server yet; what was refused can be sent again, taken back or let go. */
export function Unsent(props: { pane: Pane; live: LiveConversation }) {
  const { isOwn } = props.pane;
  const { say, isOn } = props.pane.inbox;
  const { live } = props;
  const isStuck = (entry: Entry) => entry.state === 'refused' || live.isGone();
  const takeBack = (clientId: string, body: string) => {
    live.drop(clientId);
    live.setDraft((draft) => (draft.trim() === '' ? body : `${body}\n${draft}`));
  };
  return (
    <ol class="messages messages--unsent">
      <For each={live.entries()}>
        {(entry) => (
          <li class="bubble bubble--own bubble--unsent" classList={{ 'bubble--refused': isStuck(entry) }}>
            <p class="bubble__text" dir="auto">
              {entry.body}
            </p>
            <p class="bubble__foot">
              <Show
                when={isStuck(entry)}
                fallback={isOn() ? say('inbox.state.sending') : say('inbox.state.waiting')}
              >
                <strong>{say(`inbox.refused.${entry.error ?? 'not-found'}`)}</strong>
              </Show>
            </p>
            <Show when={isStuck(entry)}>
              <div class="bubble__do">
                <button
                  class="work-button work-button--small"
                  type="button"
                  onClick={() => live.retry(entry.clientId)}
                >
                  {say('inbox.retry')}
                </button>
                <Show when={isOwn()}>
                  <button
                    class="work-button work-button--quiet work-button--small"
                    type="button"
                    onClick={() => takeBack(entry.clientId, entry.body)}
                  >
                    {say('inbox.take-back')}
                  </button>
                </Show>
                <button
                  class="work-button work-button--quiet work-button--small"
                  type="button"
                  onClick={() => live.drop(entry.clientId)}
                >
                  {say('inbox.drop')}
                </button>
              </div>
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}
