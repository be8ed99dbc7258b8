import { createSignal, For, Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { createScroll } from '../../chat/client/createScroll.ts';
import type { Received } from '../../chat/client/received.ts';
import { catchFocus } from '../catchFocus.ts';
import { dayWords, isSameDay } from '../moments.ts';
import { Bubble } from './Bubble.tsx';
import { Booked, Offered } from './Cards.tsx';
import type { Inbox } from './createInbox.ts';
import type { LiveConversation } from './createLiveConversation.ts';
import { Happening } from './Happening.tsx';
import { Unsent } from './Unsent.tsx';

interface Props {
  inbox: Inbox;
  live: LiveConversation;
  conversation: ConversationSummary;
}

/** What was said, oldest first. New messages are read out once; what is still to be sent stands below them. */
export function Log(props: Props) {
  const { say } = props.inbox;
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

  const isNewDay = (message: Received, index: number) => {
    const before = live.messages()[index - 1];
    return !before || !isSameDay(before.at, message.at);
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
            class="nl-button nl-button--subtle"
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
              <For each={live.messages()}>
                {(message, index) => (
                  <>
                    <Show when={isNewDay(message, index())}>
                      <li class="messages__day">{dayWords(message.at)}</li>
                    </Show>
                    <Line
                      inbox={props.inbox}
                      message={message}
                      conversation={props.conversation}
                      isLast={lastOwn() === message.seq}
                    />
                  </>
                )}
              </For>
            </ol>
          </div>
        </Show>
        <Unsent inbox={props.inbox} live={live} />
        <p class="conversation__typing" role="status">
          <Show when={live.isTyping()}>{say('inbox.typing')}</Show>
        </p>
      </div>
      <Show when={scroll.hasNew()}>
        <button
          class="nl-button nl-button--primary inbox-small conversation__new"
          type="button"
          onClick={scroll.toEnd}
        >
          {say('inbox.newest')}
        </button>
      </Show>
    </section>
  );
}

function Line(props: {
  inbox: Inbox;
  message: Received;
  conversation: ConversationSummary;
  isLast: boolean;
}) {
  const { message } = props;
  if (message.kind === 'text')
    return (
      <Bubble
        inbox={props.inbox}
        message={message}
        receipts={props.isLast ? props.conversation.receipts : null}
      />
    );
  if (message.kind === 'offer') return <Offered inbox={props.inbox} offer={message} />;
  if (message.kind === 'booked') return <Booked inbox={props.inbox} booked={message} />;
  if (message.kind === 'unreadable') return <li class="happening">{props.inbox.say('inbox.unreadable')}</li>;
  return <Happening inbox={props.inbox} event={message} />;
}
