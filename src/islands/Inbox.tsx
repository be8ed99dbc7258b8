import { type ParentProps, Show } from 'solid-js';
import type { InboxProps } from '../inbox/props.ts';
import { Connection } from './inbox/Connection.tsx';
import { createInbox } from './inbox/createInbox.ts';
import { createKeys } from './inbox/createKeys.ts';
import { Lists } from './inbox/Lists.tsx';
import { News } from './inbox/News.tsx';
import { Nothing } from './inbox/Nothing.tsx';
import { Presence } from './inbox/Presence.tsx';
import { Stuck } from './inbox/Stuck.tsx';
import { TalkView } from './inbox/TalkView.tsx';

/** All chats of a casemanager: who waits, what is their own, and one conversation at a time. What is inside stands on top. */
export default function Inbox(props: ParentProps<InboxProps>) {
  const inbox = createInbox(props);
  createKeys(inbox);
  return (
    <div class="inbox" classList={{ 'inbox--open': inbox.shownId() !== null }}>
      <div class="inbox__bar">
        <h1 class="nl-heading nl-heading--level-1">{inbox.say('inbox.title')}</h1>
        <Presence inbox={inbox} />
        {props.children}
        <Connection inbox={inbox} />
        <Stuck inbox={inbox} />
        {/* What is asked covers all else, and says it itself. */}
        <Show when={inbox.asking() === null}>
          <News inbox={inbox} />
        </Show>
      </div>
      <Lists inbox={inbox} />
      <Show when={inbox.shownId()} keyed fallback={<Nothing inbox={inbox} />}>
        {(id) => <TalkView inbox={inbox} id={id} />}
      </Show>
    </div>
  );
}
