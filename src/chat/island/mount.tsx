import { render } from 'solid-js/web';
import Chat, { type ChatProps } from './Chat.tsx';

/** Draws the chat in place of what is there. */
export function mountChat(root: HTMLElement, props: ChatProps): void {
  root.replaceChildren();
  render(() => <Chat {...props} />, root);
}
