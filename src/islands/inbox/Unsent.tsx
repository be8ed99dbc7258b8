import { For, Show } from 'solid-js';
import type { Inbox } from './createInbox.ts';
import type { Talk } from './createTalk.ts';

/** What was typed and is not with the server yet; what was refused can be sent again or taken back into the field. */
export function Unsent(props: { inbox: Inbox; talk: Talk }) {
  const { say, isOn } = props.inbox;
  const { talk } = props;
  const takeBack = (clientId: string, body: string) => {
    talk.drop(clientId);
    talk.setDraft((draft) => (draft.trim() === '' ? body : `${body}\n${draft}`));
  };
  return (
    <ol class="messages messages--unsent">
      <For each={talk.entries()}>
        {(entry) => (
          <li
            class="bubble bubble--own bubble--unsent"
            classList={{ 'bubble--refused': entry.state === 'refused' }}
          >
            <p class="bubble__text" dir="auto">
              {entry.body}
            </p>
            <p class="bubble__foot">
              <Show
                when={entry.state === 'refused'}
                fallback={isOn() ? say('inbox.state.sending') : say('inbox.state.waiting')}
              >
                <strong>{say(`inbox.refused.${entry.error ?? 'failed'}`)}</strong>
              </Show>
            </p>
            <Show when={entry.state === 'refused'}>
              <div class="bubble__do">
                <button
                  class="nl-button nl-button--secondary inbox-small"
                  type="button"
                  onClick={() => talk.retry(entry.clientId)}
                >
                  {say('inbox.retry')}
                </button>
                <button
                  class="nl-button nl-button--subtle inbox-small"
                  type="button"
                  onClick={() => takeBack(entry.clientId, entry.body)}
                >
                  {say('inbox.take-back')}
                </button>
              </div>
            </Show>
          </li>
        )}
      </For>
    </ol>
  );
}
