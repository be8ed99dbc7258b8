import { createSignal, type JSX, Show } from 'solid-js';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { CrisisNumbers } from './CrisisNumbers.tsx';
import type { ChatState } from './createChatState.ts';

/** What the panel needs of the page around it. */
export interface PanelParts {
  /** Where "Snel weg" goes, and how the page calls it. */
  exit: { href: string; text: string };
  close: () => void;
}

interface Props {
  chat: ChatState;
  title: string;
  panel: PanelParts | undefined;
  /** What else can be done, in a conversation. */
  children?: JSX.Element;
}

/** The top of the chat: where you are, help one tap away, and the ways out. */
export function Bar(props: Props) {
  const { say } = props.chat;
  const { panel } = props;
  const [help, setHelp] = createSignal(false);
  return (
    <>
      <div class="talk__bar">
        <h2 class="talk__title" id="chat-title" tabindex="-1" dir="auto">
          {props.title}
        </h2>
        <button
          class="talk__bar-button talk__bar-button--help"
          type="button"
          aria-expanded={help()}
          onClick={() => setHelp(!help())}
        >
          {say('talk.help')}
        </button>
        {panel && (
          <a class="quick-exit talk__exit" href={panel.exit.href} rel="noreferrer nofollow" data-quick-exit>
            {panel.exit.text}
          </a>
        )}
        {props.children}
        {panel && (
          <button class="talk__bar-button" type="button" aria-label={say('talk.close')} onClick={panel.close}>
            <Icon shape={shapes.close} />
          </button>
        )}
      </div>
      <Show when={help()}>
        <div class="talk__help">
          <CrisisNumbers say={say} />
        </div>
      </Show>
    </>
  );
}
