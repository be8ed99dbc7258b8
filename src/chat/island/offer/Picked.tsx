import { For, Show } from 'solid-js';
import { wording } from '#ui/wording.ts';
import type { ChatState } from '../createChatState.ts';
import type { OfferState } from './createOffer.ts';

interface Props {
  chat: ChatState;
  state: OfferState;
  /** How and where. */
  manner: string;
}

/** The times that the casemanager picked out, with what became of each, and the way to all others. */
export function Picked(props: Props) {
  const { chat, state } = props;
  const { say } = chat;
  const words = wording(chat.lang);
  return (
    <>
      <p class="talk__legend">{props.manner}</p>
      <ul class="talk__picked">
        <For each={state.times.picked()}>
          {({ at, slot }) => {
            const when = `${words.day(at)}, ${words.time(at)}`;
            return (
              <li>
                <Show when={slot} fallback={<s>{when}</s>}>
                  {(free) => (
                    <button class="slot" type="button" onClick={() => state.choose(free())}>
                      {when}
                    </button>
                  )}
                </Show>{' '}
                <Show when={!slot}>{say('offer.gone')}</Show>
              </li>
            );
          }}
        </For>
      </ul>
      <button class="talk__text-button" type="button" onClick={state.times.others}>
        {say('offer.others')}
      </button>
    </>
  );
}
