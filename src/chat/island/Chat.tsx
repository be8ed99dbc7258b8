import { Show } from 'solid-js';
import { Bar, type PanelParts } from './Bar.tsx';
import { type ChatState, type ChatStateParts, createChatState } from './createChatState.ts';
import { PreChat } from './PreChat.tsx';
import { Room } from './Room.tsx';

export interface ChatProps extends ChatStateParts {
  /** In the panel; on the page of the chat there is none. */
  panel?: PanelParts;
  /** Hears how much came that nobody saw yet. */
  unread?: (count: number) => void;
}

/** The chat of a jongere: the way in, and the conversation. It lives in a panel of every page and on its own. */
export default function Chat(props: ChatProps) {
  const chat = createChatState(props);
  return (
    <Show when={chat.isHere()}>
      <div class="talk" classList={{ 'talk--room': chat.token() !== null }}>
        <Show when={chat.token()} keyed fallback={<Outside chat={chat} panel={props.panel} />}>
          {(token) => <Room chat={chat} token={token} panel={props.panel} unread={props.unread} />}
        </Show>
      </div>
    </Show>
  );
}

function Outside(props: { chat: ChatState; panel: PanelParts | undefined }) {
  const { chat, panel } = props;
  return (
    <>
      <Show when={panel}>
        <Bar chat={chat} title={chat.say('talk.title')} panel={panel} />
      </Show>
      <Show when={chat.note()}>
        <p class="talk__note" role="status">
          {chat.note()}
        </p>
      </Show>
      <PreChat chat={chat} />
    </>
  );
}
