import { For } from 'solid-js';
import { type DraftPart, minutes } from '../draft.ts';
import type { Hours } from './createHours.ts';

interface Props {
  hours: Hours;
  part: DraftPart;
  /** Where minutes since midnight are, from the top. */
  at: (minutes: number) => string;
}

/** A part of a day as a block: its hours, its place and how. What does not fit is cut off; the fields say it all. */
export function Block(props: Props) {
  const { page, say } = props.hours;
  const place = () => page.locations.findIndex(({ id }) => id === props.part.location);
  const height = () =>
    `${Number.parseFloat(props.at(minutes(props.part.until))) - Number.parseFloat(props.at(minutes(props.part.from)))}%`;
  const lines = () => [
    page.locations[place()]?.name ?? '',
    ...props.part.modalities.map((modality) => say(`hours.modality.${modality}`)),
  ];
  return (
    <svg
      class="hours-block"
      aria-hidden="true"
      data-part={props.part.key}
      x={`${(((props.part.weekday - 1) / 7) * 100).toFixed(3)}%`}
      y={props.at(minutes(props.part.from))}
      width={`${(100 / 7).toFixed(3)}%`}
      height={height()}
    >
      <rect
        class={`hours-block__ground hours-block__ground--${Math.max(0, place()) % 4}`}
        x="1.5%"
        y="1"
        width="97%"
        height="97.5%"
        rx="7"
      />
      {/* A frame of its own, so that long names end before the edge. */}
      <svg width="96%" aria-hidden="true">
        <text class="hours-block__time" x="7" y="18">
          {`${props.part.from}–${props.part.until}`}
        </text>
        <For each={lines()}>
          {(line, index) => (
            <text x="7" y={36 + index() * 16}>
              {line}
            </text>
          )}
        </For>
      </svg>
      <rect class="hours-block__edge" data-edge="from" width="100%" height="9" />
      <rect
        class="hours-block__edge"
        data-edge="until"
        y="100%"
        transform="translate(0 -9)"
        width="100%"
        height="9"
      />
    </svg>
  );
}
