import { createSignal, For, Show } from 'solid-js';
import type { OfferTimes as FreeTimes } from '#server/chat/types.ts';
import { wording } from '#ui/wording.ts';
import { spread } from '../../chat/offered.ts';
import { timeWords } from '../moments.ts';
import type { Offering } from './createOffering.ts';
import type { Pane } from './createPane.ts';

/** So many times of a day stand there at first, spread over it. */
const timesAtOnce = 5;

/** The free times to pick from, day by day. */
export function OfferTimes(props: { pane: Pane; offering: Offering }) {
  const { offering } = props;
  const { say } = props.pane.inbox;
  return (
    <div class="offer-tray__days" aria-busy={offering.isLooking()}>
      <Show when={!offering.failed()} fallback={<Failed pane={props.pane} offering={offering} />}>
        <Show
          when={offering.days().length > 0}
          fallback={<p>{say(offering.isLooking() ? 'inbox.offer.looking' : 'inbox.offer.none')}</p>}
        >
          <For each={offering.days()}>{(day) => <Day pane={props.pane} offering={offering} day={day} />}</For>
        </Show>
        <Show when={offering.more()}>
          {(from) => (
            <button
              class="work-button work-button--quiet work-button--small"
              type="button"
              onClick={() => offering.look(from())}
            >
              {say('inbox.offer.later')}
            </button>
          )}
        </Show>
      </Show>
    </div>
  );
}

function Failed(props: { pane: Pane; offering: Offering }) {
  const { say } = props.pane.inbox;
  return (
    <p role="alert">
      {say('inbox.offer.failed')}{' '}
      <button class="work-button work-button--small" type="button" onClick={() => props.offering.look()}>
        {say('inbox.retry')}
      </button>
    </p>
  );
}

const words = wording('nl');

function Day(props: { pane: Pane; offering: Offering; day: FreeTimes['days'][number] }) {
  const { offering, day } = props;
  const { say } = props.pane.inbox;
  const [isWhole, setWhole] = createSignal(false);
  const shown = () => {
    if (isWhole()) return day.times;
    const few = spread(day.times, timesAtOnce);
    return day.times.filter((time) => few.includes(time) || offering.picked().includes(time.start));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons are no fields of a form.
    <div class="offer-day" role="group" aria-label={words.dayOfDate(day.date)}>
      <span class="offer-day__name" aria-hidden="true">
        {words.shortWeekday(day.date)} {words.dayNumber(day.date)}
      </span>
      <For each={shown()}>
        {({ start, isOwn }) => (
          <button
            class="offer-time"
            type="button"
            aria-pressed={offering.picked().includes(start)}
            aria-disabled={offering.isFull() && !offering.picked().includes(start) ? 'true' : undefined}
            onClick={() => offering.pick(start)}
          >
            {timeWords(start)}
            <Show when={!isOwn}>
              <span class="offer-time__team"> {say('inbox.offer.colleague')}</span>
            </Show>
          </button>
        )}
      </For>
      <Show when={!isWhole() && shown().length < day.times.length}>
        <button
          class="work-button work-button--quiet work-button--small"
          type="button"
          onClick={() => setWhole(true)}
        >
          +{day.times.length - shown().length}
          <span class="visually-hidden"> {say('inbox.offer.all', { day: words.dayOfDate(day.date) })}</span>
        </button>
      </Show>
    </div>
  );
}
