import { createEffect, Index, onCleanup, onMount, Show } from 'solid-js';
import type { InboxProps } from '../props.ts';
import { ConversationView } from './ConversationView.tsx';
import { createInbox } from './createInbox.ts';
import { createKeys } from './createKeys.ts';
import { Due } from './Due.tsx';
import { Lists } from './Lists.tsx';
import { Connection, News, Nothing, Returned, Stuck } from './Notices.tsx';

/** All chats of a casemanager: who waits, what is their own, and one conversation or two. What is inside stands in the head. */
export default function Inbox(props: InboxProps) {
  const inbox = createInbox(props);
  const { shown, beside } = inbox;
  createKeys(inbox);
  onMount(() => {
    // The switch stands in the head of the page, outside of this.
    const toggle = document.querySelector<HTMLElement>('[data-beside]');
    toggle?.addEventListener('click', inbox.toggleBeside);
    onCleanup(() => toggle?.removeEventListener('click', inbox.toggleBeside));
    createEffect(() => {
      if (toggle) toggle.hidden = !beside.isPossible();
      toggle?.setAttribute('aria-pressed', String(beside.is()));
    });
  });
  return (
    <div
      class="inbox"
      classList={{ 'inbox--open': shown.id() !== null, 'inbox--beside': beside.is() }}
      ref={beside.hold}
    >
      <Lists inbox={inbox} />
      <div class="inbox__room">
        <div class="inbox__news">
          <Due inbox={inbox} />
          <Connection inbox={inbox} />
          <Stuck inbox={inbox} />
          <Returned inbox={inbox} />
          {/* What is asked covers all else, and says it itself. */}
          <Show when={inbox.asking() === null || inbox.asking()?.what === 'offer'}>
            <News inbox={inbox} />
          </Show>
        </div>
        <div class="inbox__panes">
          <Index each={shown.ids()}>
            {(id, place) => (
              <Show
                when={id()}
                keyed
                fallback={
                  <Nothing
                    inbox={inbox}
                    isSecond={place === 1}
                    onActivate={() => shown.activate(place === 1 ? 1 : 0)}
                  />
                }
              >
                {(one) => <ConversationView inbox={inbox} id={one} place={place === 1 ? 1 : 0} />}
              </Show>
            )}
          </Index>
        </div>
      </div>
    </div>
  );
}
