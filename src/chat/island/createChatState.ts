import { batch, createSignal } from 'solid-js';
import { dropRefused } from '../client/storage.ts';
import { forgetConversation, recall, recallToken, store, storeToken } from '../client/stored.ts';
import { clock } from '../clock.ts';
import type { ChatFacts, Say } from '../texts.ts';

export interface ChatStateParts extends ChatFacts {
  say: Say;
  /** Whether somebody can see it. */
  isShown: () => boolean;
  /** The conversation began in this page, just now. */
  entered?: boolean;
  /** The page with the way in, where it was asked for already. */
  prefetched?: Promise<Response> | undefined;
}

/** Keeps which conversation this tab is in from now on. */
export function enter(token: string, name: string | undefined): void {
  storeToken(token);
  store('name', name ?? null);
  // On other pages of this tab the chat is at hand, too.
  if (recall('panel') === null) store('panel', 'closed');
}

/** What all parts of the chat share: its words, and which conversation this tab is in. */
export function createChatState(props: ChatStateParts) {
  const { lang, phone, say, isShown } = props;
  const [token, setToken] = createSignal(recallToken());
  const [note, setNote] = createSignal('');
  let entered = props.entered === true;
  let isAgain = false;
  let { prefetched } = props;
  const [isHere, setHere] = createSignal(true);
  // A browser keeps a page as it was, to go back to: after "Snel weg" all that was said would be there to read. So the
  // conversation goes with the page, its connection too, and comes back by what this tab still keeps.
  addEventListener('pagehide', () => {
    setHere(false);
    setNote('');
    dropRefused();
  });
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    entered = false;
    batch(() => {
      setToken(recallToken());
      setHere(true);
    });
  });
  const leave = (words: string) => {
    setToken(null);
    const unsent = forgetConversation();
    setNote(unsent ? `${words} ${say('talk.unsent')}\n${unsent}` : words);
  };
  return {
    lang,
    phone,
    say,
    isShown,
    isHere,
    token,
    note,
    clock: clock(lang),
    entered: () => entered,
    /** Only once: an answer is read but once. */
    takePrefetched() {
      const taken = prefetched;
      prefetched = undefined;
      return taken;
    },
    isAgain: () => isAgain,
    enter(fresh: string, name: string | undefined) {
      entered = true;
      enter(fresh, name);
      setToken(fresh);
    },
    /** Back to the way in, when a chat is over and done with. */
    again() {
      isAgain = true;
      leave('');
    },
    /** The same, when the server knows it no more. */
    gone: () => leave(say('talk.start.gone')),
  };
}
export type ChatState = ReturnType<typeof createChatState>;
