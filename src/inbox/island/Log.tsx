import { createMemo, createSignal, For, Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { createScroll } from '../../chat/client/createScroll.ts';
import { catchFocus } from '../catchFocus.ts';
import { dayWords, isSameDay } from '../moments.ts';
import { type ThreadItem, withNotes } from '../thread.ts';
import { Bubble } from './Bubble.tsx';
import { Booked, Offered } from './Cards.tsx';
import type { LiveConversation } from './createLiveConversation.ts';
import type { Pane } from './createPane.ts';
import { Happening } from './Happening.tsx';
import { Proposed } from './Proposed.tsx';
import { ThreadNote } from './ThreadNote.tsx';
import { Unsent } from './Unsent.tsx';

interface Props {
  pane: Pane;
  live: LiveConversation;
  conversation: ConversationSummary;
}

/** What was said, oldest first. New messages are read out once; what is still to be sent stands below them. */
export function Log(props: Props) {
  const { say } = props.pane.inbox;
  const { live } = props;
  const [isLoading, setLoading] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const scroll = createScroll(live);

  const earlier = async ({ currentTarget }: MouseEvent & { currentTarget: HTMLElement }) => {
    if (isLoading()) return;
    const box = currentTarget.closest('section');
    setLoading(true);
    setFailed(false);
    await scroll.keepPlace(live.earlier).catch(() => setFailed(true));
    setLoading(false);
    // With the last of them the button goes.
    catchFocus(box);
  };

  const items = createMemo(() =>
    withNotes(live.messages(), live.details()?.notes ?? [], { hasEarlier: live.hasEarlier() }),
  );
  const isNewDay = (item: ThreadItem, index: number) => {
    const before = items()[index - 1];
    return !before || !isSameDay(before.at, item.at);
  };
  const lastOwn = () =>
    live.messages().findLast((message) => message.kind === 'text' && message.author === 'casemanager')?.seq;

  return (
    <section
      class="conversation__log"
      tabindex="0"
      aria-label={say('inbox.log')}
      ref={scroll.holdScroller}
      onScroll={scroll.look}
    >
      <div class="conversation__content" ref={scroll.holdContent}>
        <Show when={live.hasEarlier()}>
          {/* Not disabled: it would lose the focus. */}
          <button
            class="work-button work-button--small"
            type="button"
            aria-disabled={isLoading()}
            onClick={earlier}
          >
            {failed() ? say('inbox.earlier.failed') : say('inbox.earlier')}
          </button>
        </Show>
        <Show when={live.begun()} fallback={<p class="conversation__opening">{say('inbox.opening')}</p>}>
          <div role="log" aria-label={say('inbox.log.new')} aria-live={isLoading() ? 'off' : 'polite'}>
            <ol class="messages">
              <For each={items()}>
                {(item, index) => (
                  <>
                    <Show when={isNewDay(item, index())}>
                      <li class="messages__day">{dayWords(item.at)}</li>
                    </Show>
                    <Line
                      pane={props.pane}
                      item={item}
                      conversation={props.conversation}
                      isLast={'seq' in item && lastOwn() === item.seq}
                    />
                  </>
                )}
              </For>
            </ol>
          </div>
        </Show>
        <Unsent pane={props.pane} live={live} />
        <p class="conversation__typing" role="status">
          <Show when={live.isTyping()}>{say('inbox.typing')}</Show>
        </p>
      </div>
      <Show when={scroll.hasNew()}>
        <button
          class="work-button work-button--primary work-button--small conversation__new"
          type="button"
          onClick={scroll.toEnd}
        >
          {say('inbox.newest')}
        </button>
      </Show>
    </section>
  );
}

function Line(props: { pane: Pane; item: ThreadItem; conversation: ConversationSummary; isLast: boolean }) {
  const { item: message } = props;
  const { inbox } = props.pane;
  if (!('kind' in message)) return <ThreadNote inbox={inbox} note={message} />;
  if (message.kind === 'text')
    return (
      <Bubble inbox={inbox} message={message} receipts={props.isLast ? props.conversation.receipts : null} />
    );
  if (message.kind === 'offer') return <Offered inbox={inbox} offer={message} />;
  if (message.kind === 'booked') return <Booked inbox={inbox} booked={message} />;
  if (message.kind === 'proposal') return <Proposed pane={props.pane} proposal={message} />;
  if (message.kind === 'unreadable') return <li class="happening">{inbox.say('inbox.unreadable')}</li>;
  return <Happening inbox={inbox} event={message} />;
}
