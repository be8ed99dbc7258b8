import { createMemo, createSignal, For, Show } from 'solid-js';
import type { WeekParity } from '#server/slots/schema.ts';
import { shortDayText } from '../dayTexts.ts';
import { dayEdges, minutes, time, weekdays } from '../draft.ts';
import { Block, percent } from './Block.tsx';
import type { Hours } from './createHours.ts';
import { type GridRange, makeDrag } from './makeDrag.ts';

/** Hours that are always drawn; more when somebody works earlier or later. */
const usual = { first: 7, last: 19 };

/** One kind of weeks, Monday to Sunday, as blocks along the hours. In the browser the blocks can be dragged. */
export function WeekGrid(props: { hours: Hours; kind: WeekParity }) {
  const { say, draft, page } = props.hours;
  const shown = createMemo(() =>
    draft.parts.filter(
      ({ weeks, from, until }) =>
        (weeks === 'alle' || weeks === props.kind) && minutes(from) < minutes(until),
    ),
  );
  /** The range stands still while a block is dragged: else it would slip away under the finger. */
  const [held, setHeld] = createSignal<GridRange | null>(null);
  const range = createMemo((): GridRange => {
    const still = held();
    if (still) return still;
    return {
      first: Math.min(usual.first, ...shown().map(({ from }) => Math.floor(minutes(from) / 60))),
      last: Math.max(usual.last, ...shown().map(({ until }) => Math.ceil(minutes(until) / 60))),
      edges: dayEdges(shown()),
    };
  });
  const lines = () =>
    Array.from({ length: range().last - range().first - 1 }, (_, index) => range().first + 1 + index);
  const at = (total: number) => {
    const { first, last } = range();
    return `${(((total / 60 - first) / (last - first)) * 100).toFixed(3)}%`;
  };
  const drag = makeDrag(props.hours, { kind: () => props.kind, range, hold: setHeld });
  return (
    <figure class="hours-grid">
      <figcaption>
        <strong>{page.title}</strong>
        <Show when={props.kind !== 'alle'}> {say(`hours.weeks.${props.kind}`)}</Show>
        <Show when={props.hours.live()}>
          <span class="hours__hint">{say('hours.grid.drag')}</span>
        </Show>
      </figcaption>
      <div
        class="hours-grid__head"
        classList={{ 'hours-grid__head--short': (range().edges[5] ?? 0) > 5 / 7 }}
        aria-hidden="true"
      >
        <For each={weekdays}>{(weekday) => <span>{say(shortDayText(weekday))}</span>}</For>
      </div>
      <svg class="hours-grid__scale" aria-hidden="true">
        <For each={lines()}>
          {(hour) => (
            <text x="100%" dx="-8" y={at(hour * 60)} dy="4" text-anchor="end">
              {time(hour * 60)}
            </text>
          )}
        </For>
      </svg>
      <svg
        class="hours-grid__week"
        role="img"
        aria-label={say('hours.grid')}
        onPointerDown={drag.down}
        onPointerMove={drag.move}
        onPointerUp={drag.up}
        onPointerCancel={drag.cancel}
      >
        <For each={lines()}>
          {(hour) => <line class="hours-grid__line" x1="0" x2="100%" y1={at(hour * 60)} y2={at(hour * 60)} />}
        </For>
        <For each={weekdays.slice(1)}>
          {(weekday) => {
            const x = () => percent(range().edges[weekday - 1] ?? 0);
            return <line class="hours-grid__line" x1={x()} x2={x()} y1="0" y2="100%" />;
          }}
        </For>
        <For each={shown()}>
          {(part) => <Block hours={props.hours} part={part} at={at} edges={range().edges} />}
        </For>
      </svg>
      <ul class="hours-grid__places">
        <For each={page.locations}>
          {({ id, name }, index) => (
            <Show when={shown().some(({ location }) => location === id)}>
              <li>
                <svg class="hours-grid__mark" viewBox="0 0 16 16" aria-hidden="true">
                  <rect
                    class={`hours-block__ground hours-block__ground--${index() % 4}`}
                    x="1"
                    y="1"
                    width="14"
                    height="14"
                    rx="4"
                  />
                </svg>
                {name}
              </li>
            </Show>
          )}
        </For>
      </ul>
    </figure>
  );
}
