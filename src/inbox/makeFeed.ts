import type { ConversationSummary, Inbox } from '#server/chat/types.ts';
import type { Received } from '../chat/client/received.ts';
import { withHanded, withMessage, withSeen, withState } from './lists.ts';

/** The inbox as it is by all that was heard so far. */
export interface Feed {
  /** Null before the first time. */
  inbox(): Inbox | null;
  set(inbox: Inbox): void;
  state(conversation: ConversationSummary): void;
  message(conversation: string, message: Received): void;
  /** This end has shown an own conversation up to a number. */
  seen(conversation: string, seq: number): void;
  /**
   * Holds the presence that was chosen here, whatever is heard meanwhile, until the function that it answers is told
   * whether the server took it.
   */
  choose(presence: Inbox['presence']): (isSo: boolean) => void;
  /** Calls at every change, and at once when there is an inbox. Answers how to stop that. */
  listen(listener: (inbox: Inbox) => void): () => void;
}

export function makeFeed(): Feed {
  const listeners = new Set<(inbox: Inbox) => void>();
  const seen = new Map<string, number>();
  /** What colleagues handed over and nobody here has looked at. */
  const handed = new Set<string>();
  let inbox: Inbox | null = null;
  let chosen: Pick<Inbox, 'presence'> | null = null;

  const show = (next: Inbox) => {
    const before = inbox;
    for (const { id } of next.mine) if (before?.team.some((one) => one.id === id)) handed.add(id);
    const shown = withHanded(withSeen(next, seen), handed);
    inbox = { ...shown, ...chosen };
    for (const listener of listeners) listener(inbox);
  };

  return {
    inbox: () => inbox,
    set: show,
    state(conversation) {
      if (inbox) show(withState(inbox, conversation));
    },
    message(conversation, message) {
      if (inbox) show(withMessage(inbox, conversation, message));
    },
    seen(conversation, seq) {
      const before = seen.get(conversation) ?? 0;
      if (!handed.delete(conversation) && seq <= before) return;
      seen.set(conversation, Math.max(seq, before));
      if (inbox) show(inbox);
    },
    choose(presence) {
      const before = inbox?.presence ?? presence;
      const mine = { presence };
      chosen = mine;
      if (inbox) show(inbox);
      return (isSo) => {
        // Whoever chose again meanwhile waits for that answer.
        if (chosen !== mine) return;
        chosen = null;
        if (inbox && !isSo) show({ ...inbox, presence: before });
      };
    },
    listen(listener) {
      listeners.add(listener);
      if (inbox) listener(inbox);
      return () => listeners.delete(listener);
    },
  };
}
