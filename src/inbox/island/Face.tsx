import type { Say } from '../props.ts';
import { Mark } from './Mark.tsx';

/** How the jongere found it: 1 is sad, 3 is glad. */
export function Face(props: { say: Say; rating: number }) {
  const face = () => (props.rating === 3 ? 'glad' : props.rating === 2 ? 'neither' : 'sad');
  return (
    <span class="inbox-face">
      <Mark of={face()} />
      {props.say(`inbox.rating.${face()}`)}
    </span>
  );
}
