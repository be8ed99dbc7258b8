import { For } from 'solid-js';
import { findIn } from '../lists.ts';
import type { Inbox } from './createInbox.ts';

/** What was typed in other conversations and did not get there: nobody has to find that out by chance. */
export function Stuck(props: { inbox: Inbox }) {
  const { say, lists, line, shownId, show } = props.inbox;
  const nameOf = (id: string) => findIn(lists, id)?.conversation.firstName ?? say('inbox.nameless');
  return (
    <For each={line()?.talks.stuck(shownId())}>
      {({ id }) => (
        <div class="inbox-news inbox-news--error">
          <p role="alert">{say('inbox.unsent.text', { name: nameOf(id) })}</p>
          <button class="nl-button nl-button--subtle" type="button" onClick={() => show(id)}>
            {say('inbox.unsent.open')}
          </button>
        </div>
      )}
    </For>
  );
}
