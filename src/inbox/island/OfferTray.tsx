import { createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { mostOfferedTimes } from '#server/chat/rules.ts';
import type { ConversationSummary, OfferTimes } from '#server/chat/types.ts';
import { wording } from '#ui/wording.ts';
import { spread } from '../../chat/offered.ts';
import { timeWords } from '../moments.ts';
import { createOffering, type Offering } from './createOffering.ts';
import type { Pane } from './createPane.ts';
import { Key } from './Key.tsx';

/** Above the field: about what, how, with whom, and the free times to pick from. Without one the jongere chooses from all. */
export function OfferTray(props: { pane: Pane; conversation: ConversationSummary }) {
  const { pane, conversation } = props;
  const { say, page } = pane.inbox;
  const offering = createOffering(pane, conversation);
  const name = () => props.conversation.firstName ?? say('inbox.who.this');
  let first!: HTMLSelectElement;
  onMount(() => {
    const opener = document.activeElement;
    first.focus();
    onCleanup(() => {
      const field = document.getElementById(pane.part('bericht'));
      if (document.activeElement === document.body)
        (opener?.isConnected && opener instanceof HTMLElement ? opener : field)?.focus();
    });
  });
  const manners = () => [
    ['', say('inbox.offer.any-way')],
    ['telefoon', say('inbox.way.telefoon')],
    ['video', say('inbox.way.video')],
    ['op-locatie', say('inbox.offer.any-place')],
    ...page.locations.map(({ id, name: place }) => [`op-locatie/${id}`, place]),
  ];
  const choose = (
    label: string,
    value: string,
    options: (readonly string[])[],
    set: (value: string) => void,
  ) => (
    <div class="offer-tray__choice">
      <select
        class="utrecht-textbox"
        aria-label={label}
        ref={(element) => {
          first ??= element;
        }}
        onChange={({ currentTarget }) => set(currentTarget.value)}
      >
        <For each={options}>
          {([id, words]) => (
            <option value={id} selected={id === value}>
              {words}
            </option>
          )}
        </For>
      </select>
    </div>
  );
  return (
    <form
      class="offer-tray"
      aria-labelledby={pane.part('aanbod')}
      onSubmit={(event) => {
        event.preventDefault();
        offering.send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') pane.ask(null);
      }}
    >
      <p class="offer-tray__head">
        <strong id={pane.part('aanbod')}>{say('inbox.offer')}</strong>
        <button
          class="work-button work-button--quiet work-button--small"
          type="button"
          onClick={() => pane.ask(null)}
        >
          {say('inbox.close')} <Key of="Esc" />
        </button>
      </p>
      <div class="offer-tray__choices">
        {choose(
          say('inbox.offer.topic'),
          offering.topic(),
          page.topics.map(({ id, label }) => [id, label]),
          offering.setTopic,
        )}
        {choose(say('inbox.offer.way'), offering.manner(), manners(), offering.setManner)}
        {choose(
          say('inbox.offer.with'),
          offering.isTeam() ? 'team' : 'own',
          [
            ['own', say('inbox.offer.with.own')],
            ['team', say('inbox.offer.with.team')],
          ],
          (value) => offering.setTeam(value === 'team'),
        )}
      </div>
      <Show when={offering.problem()}>
        <p class="offer-tray__problem" role="alert">
          {offering.problem()}
        </p>
      </Show>
      <Show when={offering.isSettled()}>
        <Times pane={pane} offering={offering} />
      </Show>
      <div class="offer-tray__foot">
        <p role="status">
          {offering.picked().length === 0
            ? say(offering.isSettled() ? 'inbox.offer.none-picked' : 'inbox.offer.no-way', {
                name: name(),
                most: mostOfferedTimes,
              })
            : say('inbox.offer.picked', { count: offering.picked().length, most: mostOfferedTimes })}
        </p>
        <button class="work-button work-button--primary work-button--small" type="submit">
          {offering.picked().length === 0
            ? say('inbox.offer.open', { name: name() })
            : say(offering.picked().length === 1 ? 'inbox.offer.go.one' : 'inbox.offer.go.more', {
                count: offering.picked().length,
              })}
        </button>
      </div>
    </form>
  );
}

/** So many times of a day stand there at first, spread over it. */
const timesAtOnce = 5;

function Times(props: { pane: Pane; offering: Offering }) {
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

function Day(props: { pane: Pane; offering: Offering; day: OfferTimes['days'][number] }) {
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
