import { more } from './shapes.ts';

interface Props {
  /** One of `src/ui/shapes.ts`. */
  shape: string;
  /** Beside the words of a button of the workplace. */
  small?: boolean;
}

/** A drawing beside words, or in a button that has a label. */
export function Icon(props: Props) {
  return (
    <svg
      class="icon"
      classList={{ 'icon--dots': props.shape === more }}
      width={props.small ? 16 : 18}
      height={props.small ? 16 : 18}
      viewBox="0 0 20 20"
      aria-hidden="true"
      fill="none"
      stroke="currentColor"
      stroke-width={props.small ? 1.75 : 2}
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={props.shape} />
    </svg>
  );
}
