import { type JSX, onCleanup, onMount } from 'solid-js';
import { catchFocus } from '../catchFocus.ts';
import type { Inbox } from './createInbox.ts';
import { News } from './News.tsx';

interface Props {
  inbox: Inbox;
  title: string;
  children: JSX.Element;
}

/** Something that is asked before all else goes on. Escape closes it; however it goes, the focus is back where it was. */
export function Dialog(props: Props) {
  let dialog: HTMLDialogElement | undefined;
  onMount(() => {
    const opener = document.activeElement;
    dialog?.showModal();
    onCleanup(() => catchFocus(opener));
  });
  return (
    <dialog
      class="inbox-dialog"
      aria-labelledby="vraag-titel"
      ref={(element) => {
        dialog = element;
      }}
      onClose={() => props.inbox.ask(null)}
    >
      <h2 class="nl-heading nl-heading--level-2" id="vraag-titel">
        {props.title}
      </h2>
      {props.children}
      <News inbox={props.inbox} />
    </dialog>
  );
}
