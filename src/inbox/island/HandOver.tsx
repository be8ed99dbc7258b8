import { createSignal, Show } from 'solid-js';
import { presenceStatuses } from '#db/schema/words.ts';
import { Select } from '#ui/solid/Select.tsx';
import { createDraft } from '../../chat/client/createDraft.ts';
import { draftKey } from '../unsent.ts';
import type { Inbox } from './createInbox.ts';

/** To whom of the team a conversation goes, and what they should know. Who is there stands first. */
export function HandOver(props: { inbox: Inbox; id: string }) {
  const { say, page, lists, ask, handOver } = props.inbox;
  const colleagues = () =>
    presenceStatuses.flatMap((status) => lists.colleagues.filter(({ presence }) => presence === status));
  const [to, setTo] = createSignal(colleagues()[0]?.id);
  const [note, setNote] = createDraft(draftKey(page.me.id, props.id, 'overdracht'));
  const chosen = () => lists.colleagues.find(({ id }) => id === to());
  const go = async (event: SubmitEvent) => {
    event.preventDefault();
    const colleague = chosen();
    if (colleague && (await handOver(props.id, colleague, note()))) setNote('');
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
          <button class="nl-button nl-button--primary" type="submit">
            {say('inbox.hand-over')}
          </button>
        </Show>
        <button class="nl-button nl-button--secondary" type="button" onClick={() => ask(null)}>
          {say('inbox.no')}
        </button>
      </div>
    </form>
  );
}
