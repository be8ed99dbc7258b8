import { For, Show } from 'solid-js';
import type { OfferMessage } from '#server/chat/types.ts';
import { wording } from '#ui/wording.ts';
import type { ChatState } from '../createChatState.ts';
import type { OfferState } from './createOffer.ts';
import { Picked } from './Picked.tsx';

interface Props {
  chat: ChatState;
  offer: OfferMessage;
  state: OfferState;
}

/** The times that were picked out, or else: how, which day, and the free times of that day. */
export function OfferTimes(props: Props) {
  const { chat, offer, state } = props;
  const { say } = chat;
  const { times } = state;
  const words = wording(chat.lang);
  const id = (name: string) => `offer-${offer.seq}-${name}`;
  const sayManner = (manner: string) => {
    if (manner === 'telefoon' || manner === 'video') return say(`offer.${manner}`);
    const [way, location = ''] = manner.split('/');
    return say(way === 'wandelen' ? 'offer.wandelen' : 'offer.op-locatie', {
      place: times.locationOf(location),
    });
  };
  return (
    <Show when={times.slots()} fallback={<Looking chat={chat} state={state} />}>
      <Show when={times.days().length > 0} fallback={<p>{say('offer.none', { name: offer.name })}</p>}>
        <Show
          when={!times.isPicking()}
          fallback={<Picked chat={chat} state={state} manner={sayManner(times.manner() ?? '')} />}
        >
          <Show when={times.areGone()}>
            <p>{say('offer.gone.all', { name: offer.name })}</p>
          </Show>
          <Show when={times.manners().length > 1}>
            <div class="field">
              <label class="utrecht-form-label" for={id('manner')}>
                {say('offer.how')}
              </label>
              <select
                class="utrecht-textbox"
                id={id('manner')}
                onChange={(event) => times.setManner(event.currentTarget.value)}
              >
                <For each={times.manners()}>
                  {(manner) => <option value={manner}>{sayManner(manner)}</option>}
                </For>
              </select>
            </div>
          </Show>
          <p class="talk__legend" id={id('days')}>
            {say('offer.day')}
          </p>
          {/* biome-ignore lint/a11y/useSemanticElements: buttons are no fields of a form. */}
          <div class="talk__days" role="group" aria-labelledby={id('days')}>
            <For each={times.days()}>
              {({ date }) => (
                <button
                  class="talk__day-button"
                  type="button"
                  aria-pressed={date === times.day()?.date}
                  onClick={() => times.setDate(date)}
                >
                  <span>{words.shortWeekday(date)}</span> <strong>{words.dayNumber(date)}</strong>
                </button>
              )}
            </For>
            <Show when={times.hasMore()}>
              <button class="talk__text-button" type="button" onClick={times.more}>
                {say('offer.more')}
              </button>
            </Show>
          </div>
          <Show when={times.day()}>
            {(day) => (
              <>
                <p class="talk__legend">{words.dayOfDate(day().date)}</p>
                <ul class="talk__times" aria-label={say('offer.time')}>
                  <For each={times.times()}>
                    {(slot) => (
                      <li>
                        <button class="slot" type="button" onClick={() => state.choose(slot)}>
                          {words.time(Date.parse(slot.start))}
                        </button>
                      </li>
                    )}
                  </For>
                </ul>
                <Show when={times.hasMoreTimes()}>
                  <button class="talk__text-button" type="button" onClick={times.moreTimes}>
                    {say('offer.more-times')}
                  </button>
                </Show>
              </>
            )}
          </Show>
        </Show>
      </Show>
    </Show>
  );
}

/** The times are on their way, or did not come. */
function Looking(props: { chat: ChatState; state: OfferState }) {
  const { say } = props.chat;
  const { times } = props.state;
  return (
    <Show when={times.failed()} fallback={<p>{say('offer.loading')}</p>}>
      <p class="talk__problem">{say('offer.failed')}</p>
      <button class="nl-button nl-button--secondary" type="button" onClick={times.look}>
        {say('talk.retry')}
      </button>
    </Show>
  );
}
