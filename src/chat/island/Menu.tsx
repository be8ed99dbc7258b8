import { createSignal, Show } from 'solid-js';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import type { ChatState } from './createChatState.ts';
import type { RoomState } from './createRoom.ts';
import { Problem } from './Problem.tsx';
import { saveText } from './saveText.ts';

interface Props {
  chat: ChatState;
  room: RoomState;
  /** The chat can still be ended. */
  canEnd: boolean;
  onEnd: () => void;
}

/** What is not needed all the time. */
export function Menu(props: Props) {
  const { chat, room } = props;
  const { say } = chat;
  const [failed, setFailed] = createSignal(false);
  let menu!: HTMLDetailsElement;
  const save = async () => {
    setFailed(!(await saveText(chat, room)));
    menu.open = failed();
  };
  const end = () => {
    menu.open = false;
    props.onEnd();
  };
  const leave = ({ relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget)) menu.open = false;
  };
  return (
    <details class="talk__menu" ref={menu} onFocusOut={leave}>
      <summary class="talk__bar-button" aria-label={say('talk.menu')}>
        <Icon shape={shapes.more} />
      </summary>
      {/* A press on it keeps the focus in the menu: on words, and in Safari on a button, it would go to the page. */}
      <div class="talk__menu-list" tabindex="-1">
        <label class="talk__menu-item">
          <input
            class="choice__input"
            type="checkbox"
            checked={room.sound()}
            onChange={(event) => room.setSound(event.currentTarget.checked)}
          />
          {say('talk.sound')}
        </label>
        <button class="talk__menu-item" type="button" onClick={save}>
          {say('talk.save')}
        </button>
        <Problem text={failed() && say('talk.no-connection')} />
        <Show when={props.canEnd}>
          <button class="talk__menu-item" type="button" onClick={end}>
            {say('talk.end')}
          </button>
        </Show>
      </div>
    </details>
  );
}
