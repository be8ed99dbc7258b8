import { createMemo, createSignal, For, Show } from 'solid-js';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { createScroll } from '../client/createScroll.ts';
import type { ChatState } from './createChatState.ts';
import type { RoomState } from './createRoom.ts';
import { Item } from './Item.tsx';
import type * as Cards from './offer/Card.tsx';
import { Pending } from './Pending.tsx';
import { Problem } from './Problem.tsx';

interface Props {
  chat: ChatState;
  room: RoomState;
  /** How an offered or booked afspraak is drawn; null until that came. */
  cards: () => typeof Cards | null;
}

/**
 * What was said. What was there already stands in a list of its own: only what comes after it is in the log, and read
 * out, once. What is not sent yet stands below both.
 */
export function Thread(props: Props) {
  const { chat, room, cards } = props;
  const { say } = chat;
  const [failed, setFailed] = createSignal(false);
  let scroller!: HTMLElement;
  const scroll = createScroll(room);

  const known = createMemo(() => room.messages().filter(({ seq }) => seq <= (room.base() ?? 0)));
  const fresh = createMemo(() => room.messages().filter(({ seq }) => seq > (room.base() ?? 0)));

  const earlier = async () => {
    setFailed(false);
    await scroll.keepPlace(room.earlier).catch(() => setFailed(true));
    if (!room.hasEarlier()) scroller.focus({ preventScroll: true });
  };

  return (
    <div class="talk__thread">
      <section
        class="talk__scroll"
        tabindex="0"
        aria-label={say('talk.room')}
        ref={(element) => {
          scroller = element;
          scroll.holdScroller(element);
        }}
        onScroll={scroll.look}
      >
        <div class="talk__content" ref={scroll.holdContent}>
          <Show when={room.hasEarlier()}>
            <button class="talk__text-button" type="button" onClick={earlier}>
              {say('talk.room.earlier')}
            </button>
          </Show>
          <Problem text={failed() && say('talk.room.earlier.failed')} />
          <Show when={known().length > 0}>
            <ol class="talk__list" aria-label={say('talk.room.before')}>
              <For each={known()}>
                {(message) => <Item chat={chat} room={room} cards={cards} message={message} />}
              </For>
            </ol>
          </Show>
          <div role="log" aria-label={say('talk.room')}>
            <ol class="talk__list">
              <For each={fresh()}>
                {(message) => <Item chat={chat} room={room} cards={cards} message={message} />}
              </For>
            </ol>
          </div>
          <Pending chat={chat} room={room} />
          <Show when={room.isTyping()}>
            <p class="talk__typing">
              {say('talk.typing', { name: room.state()?.casemanager ?? say('talk.casemanager') })}
            </p>
          </Show>
        </div>
      </section>
      <Show when={!scroll.isNear()}>
        <button class="talk__down" type="button" aria-label={say('talk.room.down')} onClick={scroll.toEnd}>
          <Icon shape={shapes.arrowDown} />
        </button>
      </Show>
    </div>
  );
}
