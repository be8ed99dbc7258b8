import { createSignal, For, Show } from 'solid-js';
import { faces, ratingLineLength } from '#server/chat/rules.ts';
import type { Say } from '../texts.ts';
import type { RoomState } from './createRoom.ts';
import { Problem } from './Problem.tsx';

const mouths = { 1: 'M11 25c2-5 12-5 14 0', 2: 'M11 23h14', 3: 'M11 21c2 6 12 6 14 0' } as const;

/** How it was: one of three faces, and a line if somebody likes. */
export function Rating(props: { say: Say; room: RoomState }) {
  const { say, room } = props;
  const [face, setFace] = createSignal<(typeof faces)[number] | null>(null);
  const [problem, setProblem] = createSignal('');
  let line: HTMLInputElement | undefined;
  const rate = async (event: SubmitEvent) => {
    event.preventDefault();
    const chosen = face();
    if (chosen === null) return;
    setProblem('');
    const wrong = await room.rate({ face: chosen, line: line?.value ?? '' });
    if (wrong) setProblem(say('talk.no-connection'));
  };
  return (
    <form class="talk__rating" novalidate onSubmit={rate}>
      <fieldset class="choices">
        <legend class="talk__legend">{say('end.rate')}</legend>
        <div class="talk__faces">
          <For each={faces}>
            {(one) => (
              <label class="talk__face">
                <input
                  class="visually-hidden"
                  type="radio"
                  name="face"
                  value={one}
                  onChange={() => setFace(one)}
                />
                <svg
                  width="36"
                  height="36"
                  viewBox="0 0 36 36"
                  aria-hidden="true"
                  fill="none"
                  stroke="currentColor"
                  stroke-width="2.5"
                  stroke-linecap="round"
                >
                  <circle cx="18" cy="18" r="15.5" />
                  <path d="M12.5 13.5v1.5M23.5 13.5v1.5" />
                  <path d={mouths[one]} />
                </svg>
                {say(`end.rate.${one}`)}
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <Show when={face() !== null}>
        <div class="field">
          <label class="utrecht-form-label" for="chat-rating-line">
            {say('end.rate.line')} <span class="field__optional">{say('talk.optional')}</span>
          </label>
          <input
            class="utrecht-textbox"
            id="chat-rating-line"
            dir="auto"
            maxlength={ratingLineLength}
            ref={line}
          />
        </div>
        <Problem text={problem()} />
        <button class="nl-button nl-button--primary" type="submit">
          {say('end.rate.send')}
        </button>
      </Show>
    </form>
  );
}
