import { createMemo, createSignal } from 'solid-js';
import { cleanText, messageLength } from '#server/chat/rules.ts';
import { isComposing } from '#ui/isComposing.ts';
import { fillIn } from '../placeholders.ts';
import { matching, putIn, slashAt } from '../slash.ts';
import type { Inbox } from './createInbox.ts';
import type { LiveConversation } from './createLiveConversation.ts';

/** From here on the number of characters that are left is said. */
const warnAt = 200;

/** The field of one conversation: what is typed, and the canned replies that a slash brings. */
export function createComposer({ page, about }: Inbox, live: LiveConversation) {
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

  const use = (field: HTMLTextAreaElement, index: number) => {
    const found = slash();
    const reply = replies()[index];
    if (!found || !reply) return;
    const naam = about()?.firstName ?? '';
    const afspraaklink = page.booking[about()?.language ?? 'nl'];
    const body = fillIn(reply.body, { ...page.values, naam, afspraaklink });
    const filled = putIn(live.draft(), found, body);
    live.setDraft(filled.text);
    setCaret(filled.caret);
    setClosedFor(filled.text);
    field.focus();
    field.setSelectionRange(filled.caret, filled.caret);
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
