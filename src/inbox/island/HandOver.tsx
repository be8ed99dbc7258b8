import { createSignal, Show } from 'solid-js';
import { presenceStatuses } from '#db/schema/words.ts';
import { Select } from '#ui/solid/Select.tsx';
import { createDraft } from '../../chat/client/createDraft.ts';
import { draftKey } from '../unsent.ts';
import type { Pane } from './createPane.ts';

/** To whom of the team a conversation goes, and what they should know. Who is there stands first. */
export function HandOver(props: { pane: Pane }) {
  const { ask, id } = props.pane;
  const { say, page, lists, handOver } = props.pane.inbox;
  const colleagues = () =>
    presenceStatuses.flatMap((status) => lists.colleagues.filter(({ presence }) => presence === status));
  const [to, setTo] = createSignal(colleagues()[0]?.id);
  const [note, setNote] = createDraft(draftKey(page.me.id, id, 'overdracht'));
  const chosen = () => lists.colleagues.find((one) => one.id === to());
  const go = async (event: SubmitEvent) => {
    event.preventDefault();
    const colleague = chosen();
    if (colleague && (await handOver(id, colleague, note()))) setNote('');
  };
  return (
    <form class="stack" onSubmit={go}>
      <Show
        when={colleagues().length > 0}
        fallback={<p class="nl-paragraph">{say('inbox.hand-over.nobody')}</p>}
      >
        <Select
          id="collega"
          label={say('inbox.hand-over.to')}
          value={to() ?? ''}
          options={colleagues().map(({ id, firstName, presence }) => ({
            value: id,
            label: say('inbox.hand-over.one', {
              name: firstName,
              presence: say(`inbox.presence.${presence}`).toLowerCase(),
            }),
          }))}
          onChange={setTo}
        />
        <Show when={chosen()?.presence !== 'present'}>
          <p class="nl-paragraph">{say('inbox.hand-over.away')}</p>
        </Show>
        <div class="field">
          <label class="utrecht-form-label" for="overdracht">
            {say('inbox.hand-over.note')}
          </label>
          <div class="utrecht-form-field-description" id="overdracht-uitleg">
            {say('inbox.notes.text')}
          </div>
          <textarea
            class="utrecht-textarea"
            id="overdracht"
            rows="3"
            maxlength="500"
            dir="auto"
            value={note()}
            aria-describedby="overdracht-uitleg"
            onInput={({ currentTarget }) => setNote(currentTarget.value)}
          />
        </div>
      </Show>
      <div class="actions">
        <Show when={colleagues().length > 0}>
          <button class="work-button work-button--primary" type="submit">
            {say('inbox.hand-over')}
          </button>
        </Show>
        <button class="work-button" type="button" onClick={() => ask(null)}>
          {say('inbox.no')}
        </button>
      </div>
    </form>
  );
}
