import { type JSX, Match, onCleanup, onMount, Switch } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { catchFocus } from '../catchFocus.ts';
import type { Inbox } from './createInbox.ts';
import { HandOver } from './HandOver.tsx';
import { News } from './Notices.tsx';
import { OfferForm } from './OfferForm.tsx';

/** What is asked before something happens with a conversation. */
export function Ask(props: { inbox: Inbox; conversation: ConversationSummary }) {
  const { say, asking, end, block } = props.inbox;
  const id = () => props.conversation.id;
  return (
    <Switch>
      <Match when={asking() === 'hand-over'}>
        <Dialog inbox={props.inbox} title={say('inbox.hand-over.title')}>
          <HandOver inbox={props.inbox} id={id()} />
        </Dialog>
      </Match>
      <Match when={asking() === 'offer'}>
        <Dialog inbox={props.inbox} title={say('inbox.offer.title')}>
          <OfferForm inbox={props.inbox} conversation={props.conversation} />
        </Dialog>
      </Match>
      <Match when={asking() === 'end'}>
        <Dialog inbox={props.inbox} title={say('inbox.end.title')}>
          <Sure
            inbox={props.inbox}
            text={say('inbox.end.text')}
            yes={say('inbox.end.yes')}
            onYes={() => end(id())}
          />
        </Dialog>
      </Match>
      <Match when={asking() === 'block'}>
        <Dialog inbox={props.inbox} title={say('inbox.block.title')}>
          <Sure
            inbox={props.inbox}
            text={say('inbox.block.text')}
            yes={say('inbox.block.yes')}
            onYes={() => block(id())}
          />
        </Dialog>
      </Match>
    </Switch>
  );
}

interface DialogProps {
  inbox: Inbox;
  title: string;
  children: JSX.Element;
}

/** Something that is asked before all else goes on. Escape closes it; however it goes, the focus is back where it was. */
function Dialog(props: DialogProps) {
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

interface SureProps {
  inbox: Inbox;
  text: string;
  yes: string;
  onYes: () => void;
}

/** What something comes to, and whether it is meant. */
function Sure(props: SureProps) {
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
