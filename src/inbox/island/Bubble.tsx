import { Show } from 'solid-js';
import type { Receipts, TextMessage } from '#server/chat/types.ts';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { MessageText } from '../../chat/client/MessageText.tsx';
import { timeWords } from '../moments.ts';
import type { Inbox } from './createInbox.ts';

interface Props {
  inbox: Inbox;
  message: TextMessage;
  /** How far the jongere came, where that is said: under the newest message of staff. */
  receipts: Receipts | null;
}

/** What somebody wrote, as text. */
export function Bubble(props: Props) {
  const { say, page } = props.inbox;
  const { message } = props;
  const isStaff = message.author === 'casemanager';
  const isOwn = message.staffId === page.me.id;
  const who = () => {
    if (!isStaff) return say('inbox.who.jongere');
    return isOwn ? say('inbox.who.you') : (message.name ?? '');
  };
  const state = () => {
    const receipts = props.receipts;
    if (!receipts) return '';
    if (receipts.seen >= message.seq) return say('inbox.state.seen');
    return receipts.delivered >= message.seq ? say('inbox.state.delivered') : say('inbox.state.sent');
  };
  return (
    <li
      class={`bubble bubble--${isStaff ? 'own' : 'other'}`}
      classList={{ 'bubble--danger': message.danger === true }}
    >
      <p class="visually-hidden">{who()}</p>
      <Show when={message.danger}>
        <p class="bubble__danger">
          <Icon shape={shapes.alert} />
          {say('inbox.danger.message')}
        </p>
      </Show>
      <p class="bubble__text" dir="auto">
        <MessageText body={message.body} />
      </p>
      <p class="bubble__foot">
        <Show when={isStaff && !isOwn}>
          <span>{message.name}</span>
        </Show>
        <time>{timeWords(message.at)}</time>
        <Show when={state()}>
          <span>{state()}</span>
        </Show>
      </p>
    </li>
  );
}
