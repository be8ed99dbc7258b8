import { For, Show } from 'solid-js';
import type { OfferMessage } from '../../../../server/chat/types.ts';
import { wording } from '../../../booking/wording.ts';
import type { CardParts, OfferState } from './createOffer.ts';
import { Radios } from './Radios.tsx';

interface Props {
  parts: CardParts;
  offer: OfferMessage;
  state: OfferState;
}

/** How, which day, and the free times of that day. */
export function OfferTimes(props: Props) {
  const { parts, offer, state } = props;
  const { say } = parts;
  const { times } = state;
  const words = wording(parts.talk.lang);
  const manners = () => times.manners().map((manner) => ({ value: manner, label: sayManner(manner) }));
  const sayManner = (manner: string) => {
    if (manner === 'telefoon' || manner === 'video') return say(`offer.${manner}`);
    return say('offer.op-locatie', { place: times.placeOf(manner.replace('op-locatie/', '')) });
  };
  return (
    <Show when={times.slots()} fallback={<Looking parts={parts} state={state} />}>
      <Show when={times.days().length > 0} fallback={<p>{say('offer.none', { name: offer.name })}</p>}>
        <Show when={times.manners().length > 1}>
          <Radios
            say={say}
            form={`offer-${offer.seq}`}
            name="manner"
            legend={say('offer.how')}
            options={manners()}
            value={times.manner()}
            onPick={times.setManner}
          />
        </Show>
        <p class="talk__legend" id={`chat-days-${offer.seq}`}>
          {say('offer.day')}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: buttons are no fields of a form. */}
        <div class="talk__days" role="group" aria-labelledby={`chat-days-${offer.seq}`}>
          <For each={times.days()}>
            {({ date }) => (
              <button
                class="talk__day-button"
                type="button"
                aria-pressed={date === times.day()?.date}
                aria-label={words.dayOfDate(date)}
                onClick={() => times.setDate(date)}
              >
                <span>{words.shortWeekday(date)}</span>
                <strong>{words.dayNumber(date)}</strong>
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
                <For each={day().slots}>
                  {(slot) => (
                    <li>
                      <button class="slot" type="button" onClick={() => state.choose(slot)}>
                        {words.time(Date.parse(slot.start))}
                      </button>
                    </li>
                  )}
                </For>
              </ul>
            </>
          )}
        </Show>
      </Show>
    </Show>
  );
}

/** The times are on their way, or did not come. */
function Looking(props: { parts: CardParts; state: OfferState }) {
  const { say, talk } = props.parts;
  const { times } = props.state;
  return (
    <Show when={times.failed()} fallback={<p>{say('offer.loading')}</p>}>
      <p class="talk__problem">{say('offer.failed')}</p>
      <button class="nl-button nl-button--secondary" type="button" onClick={times.look}>
        {talk.say('talk.retry')}
      </button>
    </Show>
  );
}
