/** What somebody is typing, as far as this tab remembers it. */
export interface Draft {
  read(): string;
  write(text: string): void;
}

/** What the names of all drafts begin with. */
export const draftPrefix = 'doorstart-concept-';

/**
 * Remembers in this tab what was typed and not sent: it is there again after a refresh, and after signing in again when
 * the session was over. Signing out forgets it. `key` says whose it is, and of what.
 */
export function makeDraft(key: string): Draft {
  const name = draftPrefix + key;
  return {
    read() {
      try {
        return sessionStorage.getItem(name) ?? '';
      } catch {
        return '';
      }
    },
    write(text) {
      try {
        if (text === '') sessionStorage.removeItem(name);
        else sessionStorage.setItem(name, text);
      } catch {
        // Without storage it lasts as long as the page.
      }
    },
  };
}
