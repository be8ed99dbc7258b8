import { batch, createSignal } from 'solid-js';
import { type Conversation, type ConversationParts, makeConversation } from './makeConversation.ts';
import type { Entry } from './makeOutbox.ts';
import { newId } from './newId.ts';
import type { Received } from './received.ts';

type Parts = Omit<ConversationParts, 'newId' | 'changed'> & {
  changed?: (conversation: Conversation) => void;
};

/** One end of a conversation, for components to follow. `changed` hears of every change, together with them. */
export function createConversation({ changed, ...parts }: Parts): Conversation {
  const [messages, setMessages] = createSignal<readonly Received[]>([]);
  const [entries, setEntries] = createSignal<readonly Entry[]>([]);
  const [begun, setBegun] = createSignal(false);
  const [hasEarlier, setHasEarlier] = createSignal(false);
  const conversation = makeConversation({ ...parts, newId, changed: () => follow() });
  const follow = () =>
    batch(() => {
      setMessages(conversation.messages());
      setEntries(conversation.entries());
      setBegun(conversation.begun());
      setHasEarlier(conversation.hasEarlier());
      changed?.(conversation);
    });
  follow();
  return { ...conversation, messages, entries, begun, hasEarlier };
}
