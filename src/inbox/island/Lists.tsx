import { For } from 'solid-js';
import { listNames } from '../lists.ts';
import type { Inbox } from './createInbox.ts';
import { List } from './List.tsx';

/** The lists of the inbox, those in which nothing stands too: it is good to know that nobody waits. */
export function Lists(props: { inbox: Inbox }) {
  const { say, page } = props.inbox;
  return (
    <nav class="inbox-lists" aria-label={say('inbox.lists')} data-pane="gesprekken">
      <For each={listNames}>{(name) => <List inbox={props.inbox} name={name} />}</For>
      <p class="inbox-lists__more">
        <a href={page.paths.replies}>{say('inbox.nav.replies')}</a>
        <a href={page.paths.figures}>{say('inbox.nav.figures')}</a>
      </p>
    </nav>
  );
}
