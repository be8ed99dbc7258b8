import { createEffect, createMemo, createSignal, on, onMount, Show } from 'solid-js';
import type { ChatState } from './createChatState.ts';
import type { RoomState } from './createRoom.ts';
import { Problem } from './Problem.tsx';
import { Rating } from './Rating.tsx';
import { saveText } from './saveText.ts';

interface Props {
  chat: ChatState;
  room: RoomState;
  /** It ended while somebody was here. */
  focus: boolean;
}

/** After the last word: the way back, the text to take along, how it was, and a new start. */
export function Ended(props: Props) {
  const { chat, room } = props;
  const { say } = chat;
  const [failed, setFailed] = createSignal(false);
  let box!: HTMLDivElement;
  /** What had the focus is gone: the field, or the button under what somebody thought of it. */
  const catchFocus = () => document.activeElement === document.body && box.focus({ preventScroll: true });
  onMount(() => props.focus && catchFocus());
  const isRated = createMemo(() => room.state()?.rated === true);
  createEffect(on(isRated, catchFocus, { defer: true }));
  const reopen = async () => setFailed((await room.reopen()) !== null);
  const save = async () => setFailed(!(await saveText(chat, room)));
  return (
    <div class="talk__ended stack" tabindex="-1" ref={box}>
      <Show when={!isRated()} fallback={<p role="status">{say('end.rate.thanks')}</p>}>
        <Rating say={say} room={room} />
      </Show>
      <Problem text={failed() && say('talk.no-connection')} />
      <div class="talk__ways">
        <Show when={room.state()?.canReopen}>
          <button class="nl-button nl-button--primary" type="button" onClick={reopen}>
            {say('end.reopen')}
          </button>
        </Show>
        <button class="nl-button nl-button--secondary" type="button" onClick={save}>
          {say('talk.save')}
        </button>
        <button class="nl-button nl-button--secondary" type="button" onClick={chat.again}>
          {say('end.again')}
        </button>
      </div>
      <Show when={room.state()?.deletedOn}>
        {(date) => <p class="talk__small">{say('end.kept', { date: chat.clock.day(Date.parse(date())) })}</p>}
      </Show>
    </div>
  );
}
