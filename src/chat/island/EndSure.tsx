import { createSignal, onMount } from 'solid-js';
import type { Say } from '../texts.ts';
import type { RoomState } from './createRoom.ts';
import { Problem } from './Problem.tsx';

interface Props {
  say: Say;
  room: RoomState;
  onDone: () => void;
  onNo: () => void;
}

/** Asks once before a chat is ended. */
export function EndSure(props: Props) {
  const { say, room } = props;
  const [failed, setFailed] = createSignal(false);
  let title!: HTMLParagraphElement;
  onMount(() => title.focus());
  const end = async () => {
    setFailed((await room.end()) !== null);
    if (!failed()) props.onDone();
  };
  return (
    <div class="talk__sure">
      <p tabindex="-1" ref={title}>
        <strong>{say('end.sure')}</strong>
      </p>
      <Problem text={failed() && say('talk.no-connection')} />
      <div class="talk__ways">
        <button class="nl-button nl-button--primary" type="button" onClick={end}>
          {say('end.yes')}
        </button>
        <button class="nl-button nl-button--secondary" type="button" onClick={props.onNo}>
          {say('end.no')}
        </button>
      </div>
    </div>
  );
}
