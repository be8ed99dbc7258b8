import { For, Show } from 'solid-js';
import { Icon } from '../../chat/client/Icon.tsx';
import { newId } from '../../chat/client/newId.ts';
import { moment } from '../moments.ts';
import type { Inbox } from './createInbox.ts';

/** What colleagues write down for each other. Nothing of it reaches the jongere, and it looks like it. */
export function Notes(props: { inbox: Inbox; id: string }) {
  const { say, now, live, note } = props.inbox;
  const text = () => live()?.noteDraft() ?? '';
  /** The same words again are the same note, of which the answer may have got lost. */
  let clientId = newId();
  const write = (value: string) => {
    live()?.setNoteDraft(value);
    clientId = newId();
  };
  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text().trim() !== '' && (await note(props.id, { clientId, text: text() }))) write('');
  };
  return (
    <section class="notes" aria-labelledby="notities">
      <h3 class="nl-heading nl-heading--level-4 notes__title" id="notities">
        <Icon of="note" />
        {say('inbox.notes')}
      </h3>
      <p class="inbox-hint">{say('inbox.notes.text')}</p>
      {/* Those that are there already are not read out. */}
      <Show when={live()?.details()}>
        {(details) => (
          <ul class="notes__list" aria-live="polite">
            <For each={details().notes}>
              {(one) => (
                <li class="note">
                  <p class="note__text" dir="auto">
                    {one.text}
                  </p>
                  <p class="note__foot">
                    {one.name}, {moment(one.at, now())}
                  </p>
                </li>
              )}
            </For>
          </ul>
        )}
      </Show>
      <form class="notes__form" onSubmit={keep}>
        <label class="notes__label" for="notitie">
          {say('inbox.notes.label')}
        </label>
        <textarea
          class="utrecht-textarea notes__field"
          id="notitie"
          rows="2"
          maxlength="500"
          dir="auto"
          value={text()}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
        <Show when={text().trim() !== ''}>
          <button class="nl-button nl-button--secondary inbox-small" type="submit">
            {say('inbox.notes.keep')}
          </button>
        </Show>
      </form>
    </section>
  );
}
