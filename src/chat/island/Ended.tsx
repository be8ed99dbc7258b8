import { createEffect, createMemo, createSignal, on, onMount, Show } from 'solid-js';
import type { Language } from '#server/kernel/languages.ts';
import { type EndText, type Load, type SayEnd, sayer } from '../texts.ts';
import type { RoomState } from './createRoom.ts';
import type { Talk } from './createTalk.ts';
import { EndSure } from './EndSure.tsx';
import { Problem } from './Problem.tsx';
import { Rating } from './Rating.tsx';
import { saveText } from './saveText.ts';

const ends: Load<EndText> = {
  nl: () => import('../../content/nl/end.json'),
  en: () => import('../../content/en/end.json'),
};

/** What the end of a chat is made of, with its words. Rejects when there is no connection. */
export async function loadEnd(lang: Language) {
  const sayEnd: SayEnd = sayer((await ends[lang]()).default);
  return { EndSure, Ended, sayEnd };
}

interface Props {
  talk: Talk;
  sayEnd: SayEnd;
  room: RoomState;
  /** It ended while somebody was here. */
  focus: boolean;
}

/** After the last word: the way back, the text to take along, how it was, and a new start. */
export function Ended(props: Props) {
  const { talk, sayEnd, room } = props;
  const { say } = talk;
  const [failed, setFailed] = createSignal(false);
  let box!: HTMLDivElement;
  /** What had the focus is gone: the field, or the button under what somebody thought of it. */
  const catchFocus = () => document.activeElement === document.body && box.focus({ preventScroll: true });
  onMount(() => props.focus && catchFocus());
  const isRated = createMemo(() => room.state()?.rated === true);
  createEffect(on(isRated, catchFocus, { defer: true }));
  const reopen = async () => setFailed((await room.reopen()) !== null);
  const save = async () => setFailed(!(await saveText(talk, room)));
  return (
    <div class="talk__ended stack" tabindex="-1" ref={box}>
      <Show when={!isRated()} fallback={<p role="status">{sayEnd('end.rate.thanks')}</p>}>
        <Rating say={say} sayEnd={sayEnd} room={room} />
      </Show>
      <Problem text={failed() && say('talk.no-connection')} />
      <div class="talk__ways">
        <Show when={room.state()?.canReopen}>
          <button class="nl-button nl-button--primary" type="button" onClick={reopen}>
            {sayEnd('end.reopen')}
          </button>
        </Show>
        <button class="nl-button nl-button--secondary" type="button" onClick={save}>
          {say('talk.save')}
        </button>
        <button class="nl-button nl-button--secondary" type="button" onClick={talk.again}>
          {sayEnd('end.again')}
        </button>
      </div>
      <Show when={room.state()?.deletedOn}>
        {(date) => (
          <p class="talk__small">{sayEnd('end.kept', { date: talk.clock.day(Date.parse(date())) })}</p>
        )}
      </Show>
    </div>
  );
}
