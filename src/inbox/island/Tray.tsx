import { type JSX, onCleanup, onMount } from 'solid-js';
import type { Pane } from './createPane.ts';
import { Key } from './Key.tsx';

interface Props {
  pane: Pane;
  /** Of the id of its title, within the pane. */
  part: string;
  title: string;
  send(): void;
  children: JSX.Element;
}

/**
 * A form above the field. Its first choice takes the focus; once it is gone, what opened it has the focus again, or the field. It
 * closes by Escape.
 */
export function Tray(props: Props) {
  const { pane } = props;
  const { say } = pane.inbox;
  let form!: HTMLFormElement;
  onMount(() => {
    const opener = document.activeElement;
    form.querySelector('select')?.focus();
    onCleanup(() => {
      const field = document.getElementById(pane.part('bericht'));
      if (document.activeElement === document.body)
        (opener?.isConnected && opener instanceof HTMLElement ? opener : field)?.focus();
    });
  });
  return (
    <form
      class="offer-tray"
      ref={form}
      aria-labelledby={pane.part(props.part)}
      onSubmit={(event) => {
        event.preventDefault();
        props.send();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') pane.ask(null);
      }}
    >
      <p class="offer-tray__head">
        <strong id={pane.part(props.part)}>{props.title}</strong>
        <button
          class="work-button work-button--quiet work-button--small"
          type="button"
          onClick={() => pane.ask(null)}
        >
          {say('inbox.close')} <Key of="Esc" />
        </button>
      </p>
      {props.children}
    </form>
  );
}
