import type { ChatNote } from '#server/chat/types.ts';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { timeWords } from '../moments.ts';
import type { Inbox } from './createInbox.ts';

/** A note of a colleague where it was written. The jongere never sees it, and it looks like it. */
export function ThreadNote(props: { inbox: Inbox; note: ChatNote }) {
  const { note } = props;
  return (
    <li class="thread-note">
      <Icon shape={shapes.lock} />
      <p class="thread-note__text" dir="auto">
        <strong>{props.inbox.say('inbox.notes.of', { name: note.name })}:</strong> {note.text}{' '}
        <time>{timeWords(note.at)}</time>
      </p>
    </li>
  );
}
