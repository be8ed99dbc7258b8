import { createMemo, createSignal } from 'solid-js';
import { cleanText, messageLength } from '#server/chat/rules.ts';
import type { ConversationSummary } from '#server/chat/types.ts';
import { isComposing } from '#ui/isComposing.ts';
import { fillIn } from '../placeholders.ts';
import type { InboxProps } from '../props.ts';
import { matching, putIn, slashAt } from '../slash.ts';
import type { LiveConversation } from './createLiveConversation.ts';
import type { Pane } from './createPane.ts';

/** From here on the number of characters that are left is said. */
const warnAt = 200;

/** A canned reply as it is said to this jongere. */
export const filledIn = (
  page: InboxProps,
  about: Pick<ConversationSummary, 'firstName' | 'language'> | null,
  body: string,
): string =>
  fillIn(body, {
    ...page.values,
    naam: about?.firstName ?? '',
    afspraaklink: page.booking[about?.language ?? 'nl'],
  });

/** The field of one conversation: what is typed, and the canned replies that a slash brings. */
export function createComposer({ inbox, about }: Pane, live: LiveConversation) {
  const { page } = inbox;
  const [caret, setCaret] = createSignal(0);
  const [chosen, setChosen] = createSignal(0);
  /** The text of which the list was closed: it stays so until something else is typed. */
  const [closedFor, setClosedFor] = createSignal<string | null>(null);

  const slash = createMemo(() => (closedFor() === live.draft() ? null : slashAt(live.draft(), caret())));
  const replies = createMemo(() => {
    const found = slash();
    return found ? matching(page.replies, found.query) : [];
  });
  const left = () => messageLength - [...live.draft()].length;
  const text = () => cleanText(live.draft());

  const put = (field: HTMLTextAreaElement, filled: { text: string; caret: number }) => {
    live.setDraft(filled.text);
    setCaret(filled.caret);
    field.focus();
    field.setSelectionRange(filled.caret, filled.caret);
  };
  const use = (field: HTMLTextAreaElement, index: number) => {
    const found = slash();
    const reply = replies()[index];
    if (!found || !reply) return;
    const filled = putIn(live.draft(), found, filledIn(page, about(), reply.body));
    setClosedFor(filled.text);
    put(field, filled);
  };
  const send = () => {
    if (text() === '' || left() < 0) return;
    live.say(text());
    live.setDraft('');
    setCaret(0);
  };

  return {
    replies,
    chosen,
    use,
    send,
    left,
    isNearEnd: () => left() <= warnAt,
    /** As if somebody typed a slash where they are. */
    slash(field: HTMLTextAreaElement) {
      const { value, selectionStart: at } = field;
      const typed = at === 0 || /\s/.test(value.charAt(at - 1)) ? '/' : ' /';
      setClosedFor(null);
      setChosen(0);
      put(field, { text: value.slice(0, at) + typed + value.slice(at), caret: at + typed.length });
    },
    follow({ value, selectionStart }: HTMLTextAreaElement) {
      if (value !== live.draft()) {
        setChosen(0);
        if (value.trim() !== '') live.typed();
      }
      live.setDraft(value);
      setCaret(selectionStart);
    },
    press(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) {
      if (isComposing(event)) return;
      const { key, shiftKey, altKey, ctrlKey, metaKey, currentTarget: field } = event;
      const count = replies().length;
      const isPlain = !shiftKey && !altKey && !ctrlKey && !metaKey;
      if (count > 0 && isPlain && (key === 'ArrowDown' || key === 'ArrowUp'))
        setChosen((chosen() + (key === 'ArrowDown' ? 1 : count - 1)) % count);
      else if (count > 0 && isPlain && (key === 'Enter' || key === 'Tab')) use(field, chosen());
      else if (count > 0 && key === 'Escape') setClosedFor(live.draft());
      else if (isPlain && key === 'Enter') send();
      else return;
      event.preventDefault();
    },
  };
}
export type Composing = ReturnType<typeof createComposer>;
