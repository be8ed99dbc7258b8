import type { JSX } from 'solid-js';
import { MessageText } from '../client/MessageText.tsx';
import type { ChatState } from './createChatState.ts';

interface Props {
  chat: ChatState;
  /** `at` is epoch ms. */
  said: { at: number; body: string };
  own: boolean;
  name: string;
  /** Whose words these are can be seen: the name is heard only. */
  quiet: boolean;
  /** How far it came; nothing where that is no news. */
  status: string;
  children?: JSX.Element;
}

/** What somebody said, as text and nothing else. */
export function Bubble(props: Props) {
  const { at, body } = props.said;
  return (
    // The jongere knows what they wrote: it is not read out to them when it arrives.
    <li
      class="talk__said"
      classList={{ 'talk__said--own': props.own }}
      aria-live={props.own ? 'off' : undefined}
    >
      <span class={props.quiet ? 'visually-hidden' : 'talk__name'}>{props.name}: </span>
      <p class="talk__bubble" dir="auto">
        <MessageText body={body} />
      </p>
      <span class="talk__meta">
        {props.chat.clock.time(at)} {props.status && `· ${props.status}`}
      </span>
      {props.children}
    </li>
  );
}
