/** A drawing of lines, 20 by 20. */
export function Icon(props: { path: string; dots?: boolean }) {
  return (
    <svg
      class={props.dots ? 'talk__icon talk__icon--dots' : 'talk__icon'}
      viewBox="0 0 20 20"
      aria-hidden="true"
    >
      <path d={props.path} />
    </svg>
  );
}
