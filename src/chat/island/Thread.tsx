import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js';
import type { RoomState } from './createRoom.ts';
import type { Talk } from './createTalk.ts';
import { Icon } from './Icon.tsx';
import { Item } from './Item.tsx';
import type { Cards } from './offer/cards.tsx';
import { Pending } from './Pending.tsx';
import { Problem } from './Problem.tsx';

interface Props {
  talk: Talk;
  room: RoomState;
  /** How an offered or booked afspraak is drawn; null until that came. */
  cards: () => Cards | null;
}

/** So near the end the newest stays in view. */
const nearPx = 80;

/**
 * What was said. What was there already stands in a list of its own: only what comes after it is in the log, and read
 * out, once. What is not sent yet stands below both.
 */
export function Thread(props: Props) {
  const { talk, room, cards } = props;
  const { say } = talk;
  const [isNear, setNear] = createSignal(true);
  const [failed, setFailed] = createSignal(false);
  let scroller!: HTMLElement;
  let content!: HTMLDivElement;

  const known = createMemo(() => room.messages().filter(({ seq }) => seq <= (room.base() ?? 0)));
  const fresh = createMemo(() => room.messages().filter(({ seq }) => seq > (room.base() ?? 0)));

  const gap = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
  let top = 0;
  /** Somebody scrolls away from the end, or back to it; what only grows does neither. */
  const look = () => {
    if (gap() < nearPx) setNear(true);
    else if (scroller.scrollTop < top) setNear(false);
    top = scroller.scrollTop;
  };
  const toEnd = () => scroller.scrollTo(0, scroller.scrollHeight);
  // Own words are always in view, and so is what comes while the end is, unless somebody fills in a card.
  createEffect(
    on(
      () => room.entries().length,
      (now, before = 0) => now > before && toEnd(),
    ),
  );
  onMount(() => {
    const follow = new ResizeObserver(() => {
      if (isNear() && !content.contains(document.activeElement)) toEnd();
      else setNear(gap() < nearPx);
    });
    follow.observe(scroller);
    follow.observe(content);
    onCleanup(() => follow.disconnect());
  });

  const earlier = async () => {
    const { scrollHeight, scrollTop } = scroller;
    setFailed(
      !(await room.earlier().then(
        () => true,
        () => false,
      )),
    );
    scroller.scrollTo(0, scrollTop + scroller.scrollHeight - scrollHeight);
    if (!room.hasEarlier()) scroller.focus({ preventScroll: true });
  };

  return (
    <div class="talk__thread">
      <section class="talk__scroll" tabindex="0" aria-label={say('talk.room')} ref={scroller} onScroll={look}>
        <div class="talk__content" ref={content}>
          <Show when={room.hasEarlier()}>
            <button class="talk__text-button" type="button" onClick={earlier}>
              {say('talk.room.earlier')}
            </button>
          </Show>
          <Problem text={failed() && say('talk.room.earlier.failed')} />
          <Show when={known().length > 0}>
            <ol class="talk__list" aria-label={say('talk.room.before')}>
              <For each={known()}>
                {(message) => <Item talk={talk} room={room} cards={cards} message={message} />}
              </For>
            </ol>
          </Show>
          <div role="log" aria-label={say('talk.room')}>
            <ol class="talk__list">
              <For each={fresh()}>
                {(message) => <Item talk={talk} room={room} cards={cards} message={message} />}
              </For>
            </ol>
          </div>
          <Pending talk={talk} room={room} />
          <Show when={room.isTyping()}>
            <p class="talk__typing">
              {say('talk.typing', { name: room.state()?.casemanager ?? say('talk.casemanager') })}
            </p>
          </Show>
        </div>
      </section>
      <Show when={!isNear()}>
        <button class="talk__down" type="button" aria-label={say('talk.room.down')} onClick={toEnd}>
          <Icon path="M10 3v13m-5.5-5.5L10 16l5.5-5.5" />
        </button>
      </Show>
    </div>
  );
}
