import { For, Show } from 'solid-js';
import { presenceStatuses } from '#db/schema/words.ts';
import type { PresenceStatus } from '#server/chat/schema.ts';
import type { Inbox } from './createInbox.ts';

/** Whether the casemanager takes chats, and what that means. */
export function Presence(props: { inbox: Inbox }) {
  const { say, lists, presence, isReady } = props.inbox;
  const choose = async (input: HTMLInputElement, status: PresenceStatus) => {
    if (await presence(status)) return;
    // What did not arrive is not so: the switch goes back to how it is.
    const switches = input.form?.elements.namedItem(input.name);
    if (switches instanceof RadioNodeList) switches.value = lists.presence;
  };
  return (
    <form
      class="presence"
      aria-describedby="aanwezig-uitleg"
      autocomplete="off"
      onSubmit={(event) => event.preventDefault()}
    >
      {/* A switch that is pressed too soon would say what nobody was told. */}
      <fieldset class="presence__choice" disabled={!isReady()}>
        <legend class="visually-hidden">{say('inbox.presence')}</legend>
        <For each={presenceStatuses}>
          {(status) => (
            <label class={`presence__one presence__one--${status}`}>
              <input
                type="radio"
                name="aanwezig"
                value={status}
                checked={lists.presence === status}
                onChange={({ currentTarget }) => choose(currentTarget, status)}
              />
              {say(`inbox.presence.${status}`)}
            </label>
          )}
        </For>
      </fieldset>
      <p class="presence__text" id="aanwezig-uitleg">
        {say(`inbox.presence.${lists.presence}.text`)}
        <Show when={lists.presence !== 'present' && lists.mine.length > 0}>
          {' '}
          <strong>
            {lists.mine.length === 1
              ? say('inbox.presence.own.one')
              : say('inbox.presence.own.more', { count: lists.mine.length })}
          </strong>
        </Show>
      </p>
    </form>
  );
}
