import { Show } from 'solid-js';
import { Bar, type PanelWays } from './Bar.tsx';
import { createTalk, type Talk, type TalkProps } from './createTalk.ts';
import { PreChat } from './PreChat.tsx';
import { Room } from './Room.tsx';

export interface ChatProps extends TalkProps {
  /** In the panel; on the page of the chat there is none. */
  panel?: PanelWays;
  /** Hears how much came that nobody saw yet. */
  unread?: (count: number) => void;
}

/** The chat of a jongere: the way in, and the conversation. It lives in a panel of every page and on its own. */
export default function Chat(props: ChatProps) {
  const talk = createTalk(props);
  return (
    <Show when={talk.isHere()}>
      <div class="talk" classList={{ 'talk--room': talk.token() !== null }}>
        <Show when={talk.token()} keyed fallback={<Outside talk={talk} panel={props.panel} />}>
          {(token) => <Room talk={talk} token={token} panel={props.panel} unread={props.unread} />}
        </Show>
      </div>
    </Show>
  );
}

function Outside(props: { talk: Talk; panel: PanelWays | undefined }) {
  const { talk, panel } = props;
  return (
    <>
      <Show when={panel}>
        <Bar talk={talk} title={talk.say('talk.title')} panel={panel} />
      </Show>
      <Show when={talk.note()}>
        <p class="talk__note" role="status">
          {talk.note()}
        </p>
      </Show>
      <PreChat talk={talk} />
    </>
  );
}
