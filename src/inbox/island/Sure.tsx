import type { Inbox } from './createInbox.ts';

interface Props {
  inbox: Inbox;
  text: string;
  yes: string;
  onYes: () => void;
}

/** What something comes to, and whether it is meant. */
export function Sure(props: Props) {
  const { say, ask } = props.inbox;
  return (
    <>
      <p class="nl-paragraph">{props.text}</p>
      <div class="actions">
        <button class="nl-button nl-button--primary" type="button" onClick={() => props.onYes()}>
          {props.yes}
        </button>
        <button class="nl-button nl-button--secondary" type="button" onClick={() => ask(null)}>
          {say('inbox.no')}
        </button>
      </div>
    </>
  );
}
