/** What went wrong, read out when it appears; nothing when nothing did. */
export function Problem(props: { text: string | false }) {
  return (
    <p class="talk__problem" role="alert">
      {props.text}
    </p>
  );
}
