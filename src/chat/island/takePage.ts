import { recallToken } from '../client/stored.ts';
import { type ChatFacts, loadSay } from '../texts.ts';
import { enter } from './createChatState.ts';
import { makePreChat, type PreChat } from './makePreChat.tsx';
import { mountChat } from './mount.tsx';

const isShown = () => true;

/** On its own page the chat leaves what the server drew as it is, until a conversation takes its place. */
export async function takePage(root: HTMLElement): Promise<PreChat | null> {
  // The page wrote it, from this very type.
  const facts: ChatFacts = JSON.parse(root.dataset.chat ?? '');
  const say = await loadSay(facts.lang);
  const mount = (entered: boolean) => mountChat(root, { ...facts, say, isShown, entered });
  if (recallToken() !== null) {
    mount(false);
    return null;
  }
  const preChat = makePreChat(root, {
    ...facts,
    say,
    isShown,
    entered(token, name) {
      preChat.stop();
      enter(token, name);
      mount(true);
      root.scrollIntoView();
    },
  });
  return preChat;
}
