/** Everything that the site keeps in a browser, by its name there. Of a tab (`tabStorage`), unless it says otherwise. */
export const storageKeys = {
  /** The time that is held while somebody fills in their details. */
  hold: 'doorstart-hold',
  /** What opens the conversation of this tab, as "Snel weg" sends it to end that: `{"token":"…"}`. */
  chat: 'doorstart-chat',
  /** The key under which a conversation is started, so that a repeated start is the same one. */
  chatStart: 'doorstart-chat-start',
  chatName: 'doorstart-chat-name',
  chatDraft: 'doorstart-chat-draft',
  chatOutbox: 'doorstart-chat-outbox',
  /** The number of the newest message that the jongere looked at. */
  chatSeen: 'doorstart-chat-seen',
  chatSound: 'doorstart-chat-sound',
  /** `open` or `closed`: whether the panel of the chat is shown, once it was opened. */
  chatPanel: 'doorstart-chat-panel',
  /** What the names of all drafts of staff begin with. */
  staffDrafts: 'doorstart-concept-',
  /**
   * After the id of who types and the way: the referral that is being made in this tab. A draft too, so it goes when somebody
   * signs out. Of the browser, with its key behind that: the same, for when the tab is closed.
   */
  referralDraft: 'doorstart-concept-verwijzing-',
  /** Of the browser, after the id of who sends and the key: a referral that waits for a connection. */
  referralOutbox: 'doorstart-concept-wacht-',
  /** Of the browser, after the id of whose it is: what is known for referring without a connection. */
  referralKnown: 'doorstart-concept-bekend-',
  /** The names of the drafts that were sent from this page. */
  staffSent: 'doorstart-concept-verstuurd',
  /** What the names of all outboxes of staff begin with. */
  staffOutboxes: 'doorstart-inbox-',
  /** When somebody last signed out, in the browser; the sign-out that this tab cleared up after, in the tab. */
  signedOut: 'doorstart-uitgelogd',
  /** Of the browser: whether the inbox makes a sound, `aan` or `uit`. */
  staffSound: 'doorstart-chat-geluid',
  /** Of the browser: what the names begin with of the ids of the afspraken that somebody looked at last. */
  recent: 'doorstart-laatst-',
  /** Of the browser: whether two conversations stand beside each other in the inbox, `aan` or `uit`. */
  staffBeside: 'doorstart-chat-naast',
  /** Of the browser: whether single keys work in the agenda, `aan` or `uit`. */
  shortcuts: 'doorstart-sneltoetsen',
  /** Of a tab: who is asked whether a device may call them said not now. */
  noticesLater: 'doorstart-meldingen-later',
  /** Of the browser: `folded` when the sidebar of the workplace is folded to its icons. */
  sidebar: 'doorstart-sidebar',
} as const;

/** Storage that may refuse: switched off by a setting, full, or gone. It never throws. */
export interface BrowserStorage {
  /** Null for what is not there, and where storage is refused. */
  read(key: string): string | null;
  /** Null and an empty text forget it. Answers whether the storage did it. */
  write(key: string, value: string | null): boolean;
  /** The names of all that begins with a text. */
  keys(prefix: string): string[];
  clear(): void;
}

/** Asking for the storage itself throws where it is refused: hence a function. */
function makeStorage(storage: () => Storage): BrowserStorage {
  return {
    read(key) {
      try {
        return storage().getItem(key);
      } catch {
        return null;
      }
    },
    write(key, value) {
      try {
        if (value) storage().setItem(key, value);
        else storage().removeItem(key);
        return true;
      } catch {
        return false;
      }
    },
    keys(prefix) {
      try {
        return Object.keys(storage()).filter((key) => key.startsWith(prefix));
      } catch {
        return [];
      }
    },
    clear() {
      try {
        storage().clear();
      } catch {
        // What keeps nothing has nothing to clear.
      }
    },
  };
}

/** Kept as long as the tab, and for no other tab. */
export const tabStorage = makeStorage(() => sessionStorage);

/** Kept for all tabs, until the visitor clears it. */
export const siteStorage = makeStorage(() => localStorage);
