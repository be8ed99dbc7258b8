import { type JSX, Match, onCleanup, onMount, Switch } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { catchFocus } from '../catchFocus.ts';
import type { Pane } from './createPane.ts';
import { HandOver } from './HandOver.tsx';
import { Known } from './Known.tsx';
import { News } from './Notices.tsx';

/** What is asked before something happens with a conversation. */
export function Ask(props: { pane: Pane; conversation: ConversationSummary }) {
  const { asking } = props.pane;
  const { say, end, block } = props.pane.inbox;
  const id = () => props.conversation.id;
  return (
    <Switch>
      <Match when={asking() === 'hand-over'}>
        <Dialog pane={props.pane} title={say('inbox.hand-over.title')}>
          <HandOver pane={props.pane} />
        </Dialog>
      </Match>
      <Match when={asking() === 'known'}>
        <Dialog pane={props.pane} title={say('inbox.side')}>
          <Known pane={props.pane} conversation={props.conversation} isDialog />
          <button class="work-button" type="button" onClick={() => props.pane.ask(null)}>
            {say('inbox.close')}
          </button>
        </Dialog>
      </Match>
      <Match when={asking() === 'end'}>
        <Dialog pane={props.pane} title={say('inbox.end.title')}>
          <Sure
            pane={props.pane}
            text={say('inbox.end.text')}
            yes={say('inbox.end.yes')}
            onYes={() => end(id())}
          />
        </Dialog>
      </Match>
      <Match when={asking() === 'block'}>
        <Dialog pane={props.pane} title={say('inbox.block.title')}>
          <Sure
            pane={props.pane}
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
  pane: Pane;
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
      onClose={() => props.pane.ask(null)}
    >
      <h2 class="nl-heading nl-heading--level-2" id="vraag-titel">
        {props.title}
      </h2>
      {props.children}
      <News inbox={props.pane.inbox} />
    </dialog>
  );
}

interface SureProps {
  pane: Pane;
  text: string;
  yes: string;
  onYes: () => void;
}

/** What something comes to, and whether it is meant. */
function Sure(props: SureProps) {
  const { ask } = props.pane;
  const { say } = props.pane.inbox;
  return (
    <>
      <p class="nl-paragraph">{props.text}</p>
      <div class="actions">
        <button class="work-button work-button--primary" type="button" onClick={() => props.onYes()}>
          {props.yes}
        </button>
        <button class="work-button" type="button" onClick={() => ask(null)}>
          {say('inbox.no')}
        </button>
      </div>
    </>
  );
}
