import { type DraftPart, minutes } from '../draft.ts';
import type { Hours } from './createHours.ts';

interface Props {
  hours: Hours;
  part: DraftPart;
  /** Where minutes since midnight are, from the top. */
  at: (minutes: number) => string;
  /** Where each day begins, and where the last one ends, as parts of the width. */
  edges: readonly number[];
}

export const percent = (part: number) => `${(100 * part).toFixed(3)}%`;

/** A part of a day as a block: its hours, its place and how. What does not fit below each other is cut off; the fields say it all. */
export function Block(props: Props) {
  const { page, say } = props.hours;
  const place = () => page.locations.findIndex(({ id }) => id === props.part.location);
  const height = () =>
    `${Number.parseFloat(props.at(minutes(props.part.until))) - Number.parseFloat(props.at(minutes(props.part.from)))}%`;
  const left = () => props.edges[props.part.weekday - 1] ?? 0;
  const right = () => props.edges[props.part.weekday] ?? 1;
  const how = () => props.part.modalities.map((modality) => say(`hours.modality.${modality}`).toLowerCase());
  return (
    <svg
      class="hours-block"
      aria-hidden="true"
      data-part={props.part.key}
      x={percent(left())}
      y={props.at(minutes(props.part.from))}
      width={percent(right() - left())}
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
      {/* In HTML, because text in a drawing does not go on to a next line: no name of a place is cut. */}
      <foreignObject class="hours-block__words" x="2%" y="2" width="96%" height="96%">
        <div>
          <strong>
            {props.part.from}–{props.part.until}
          </strong>
          <span>{page.locations[place()]?.name}</span>
          <span>{how().join(', ')}</span>
        </div>
      </foreignObject>
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
