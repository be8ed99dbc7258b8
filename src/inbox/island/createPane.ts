import type { Asking } from './createActions.ts';
import type { Inbox } from './createInbox.ts';

/** One conversation as it stands in the page: two may stand beside each other, each with fields of its own. */
export function createPane(inbox: Inbox, id: string, place: 0 | 1) {
  const found = () => inbox.findIn(id);
  const live = () => inbox.client()?.conversations.of(id) ?? null;
  return {
    inbox,
    id,
    live,
    /** As the lists have it, or as it was opened when it is in none of them. */
    about: () => found()?.conversation ?? live()?.details() ?? null,
    isOwn: () => found()?.list === 'mine',
    isActive: () => inbox.shown.isActive(place),
    activate: () => inbox.shown.activate(place),
    /** A key that acts here, as long as keys act on this one. */
    key: (key: string) => (inbox.shown.isActive(place) ? key : undefined),
    /** What is asked about this one. */
    asking: (): Asking | null => {
      const asked = inbox.asking();
      return asked?.id === id ? asked.what : null;
    },
    ask: (what: Asking | null) => inbox.ask(what === null ? null : { id, what }),
    close() {
      inbox.shown.activate(place);
      inbox.shown.show(null);
    },
    /** The id of a part of it in the page. */
    part: (name: string) => `${name}-${id}`,
  };
}
export type Pane = ReturnType<typeof createPane>;
