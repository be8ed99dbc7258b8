/** The key that presses what it stands in. A screen reader says what the button does; its keys are in the list of keys. */
export const Key = (props: { of: string }) => (
  <span aria-hidden="true">
    <kbd>{props.of}</kbd>
  </span>
);
