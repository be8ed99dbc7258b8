import { type ParentProps, Show } from 'solid-js';
import type { InboxProps } from '../props.ts';
import { ConversationView } from './ConversationView.tsx';
import { createInbox } from './createInbox.ts';
import { createKeys } from './createKeys.ts';
import { Lists } from './Lists.tsx';
import { Connection, News, Nothing, Stuck } from './Notices.tsx';

/** All chats of a casemanager: who waits, what is their own, and one conversation at a time. What is inside stands on top. */
export default function Inbox(props: ParentProps<InboxProps>) {
  const inbox = createInbox(props);
  createKeys(inbox);
  return (
    <div class="inbox" classList={{ 'inbox--open': inbox.shownId() !== null }}>
      <div class="inbox__bar">
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
        {(id) => <ConversationView inbox={inbox} id={id} />}
      </Show>
    </div>
  );
}
