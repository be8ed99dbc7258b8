/** A drawing of lines, 20 by 20. */
export function Icon(props: { path: string }) {
  return (
    <svg class="talk__icon" viewBox="0 0 20 20" aria-hidden="true">
      <path d={props.path} />
    </svg>
  );
}
