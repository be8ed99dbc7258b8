import { Match, Switch } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import type { Inbox } from './createInbox.ts';
import { Dialog } from './Dialog.tsx';
import { HandOver } from './HandOver.tsx';
import { OfferForm } from './OfferForm.tsx';
import { Sure } from './Sure.tsx';

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
