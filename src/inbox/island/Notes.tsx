import { For, Show } from 'solid-js';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { newId } from '../../chat/client/newId.ts';
import { moment } from '../moments.ts';
import type { Pane } from './createPane.ts';

/** What colleagues write down for each other. Nothing of it reaches the jongere, and it looks like it. */
export function Notes(props: { pane: Pane; isDialog: boolean }) {
  const { id, live } = props.pane;
  const { say, now, note } = props.pane.inbox;
  const part = (name: string) => props.pane.part(props.isDialog ? `${name}-los` : name);
  const text = () => live()?.noteDraft() ?? '';
  /** The same words again are the same note, of which the answer may have got lost. */
  let clientId = newId();
  const write = (value: string) => {
    live()?.setNoteDraft(value);
    clientId = newId();
  };
  const keep = async (event: SubmitEvent) => {
    event.preventDefault();
    if (text().trim() !== '' && (await note(id, { clientId, text: text() }))) write('');
  };
  return (
    <section class="notes" aria-labelledby={part('notities')}>
      <h3 class="nl-heading nl-heading--level-4 notes__title" id={part('notities')}>
        <Icon shape={shapes.lock} />
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
        <label class="notes__label" for={part('notitie')}>
          {say('inbox.notes.label')}
        </label>
        <textarea
          class="utrecht-textarea notes__field"
          id={part('notitie')}
          rows="2"
          maxlength="500"
          dir="auto"
          value={text()}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
        <Show when={text().trim() !== ''}>
          <button class="work-button work-button--small" type="submit">
            {say('inbox.notes.keep')}
          </button>
        </Show>
      </form>
    </section>
  );
}
