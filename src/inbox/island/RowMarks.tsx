import { Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import type { ListName } from '../lists.ts';
import type { Say } from '../props.ts';
import { Face } from './Face.tsx';
import { Mark } from './Mark.tsx';

interface Props {
  say: Say;
  list: ListName;
  conversation: ConversationSummary;
}

/** What is worth knowing of a conversation before it is opened. */
export function RowMarks(props: Props) {
  const { say } = props;
  const one = () => props.conversation;
  const isOver = () => props.list === 'closed';
  return (
    <span class="inbox-row__marks">
      <Show when={one().danger}>
        <span class="nl-data-badge badge--danger">
          <Mark of="danger" />
          {say('inbox.danger')}
        </span>
      </Show>
      <Show when={props.list === 'waiting' && one().returned}>
        <span class="nl-data-badge badge--warning">{say('inbox.row.returned')}</span>
      </Show>
      <Show when={props.list === 'waiting' && !one().here}>
        <span>{say('inbox.row.not-here')}</span>
      </Show>
      <Show when={(props.list === 'mine' || props.list === 'questions') && one().here}>
        <span class="nl-data-badge badge--success">{say('inbox.row.here')}</span>
      </Show>
      <Show when={props.list === 'mine' && one().unread > 0}>
        <span class="nl-data-badge badge--accent">
          {one().unread === 1
            ? say('inbox.row.unread.one')
            : say('inbox.row.unread.more', { count: one().unread })}
        </span>
      </Show>
      <Show when={isOver() && one().closeReason}>
        {(reason) => <span>{say(`inbox.reason.${reason()}`)}</span>}
      </Show>
      <Show when={isOver() && one().rating}>{(rating) => <Face say={say} rating={rating()} />}</Show>
    </span>
  );
}
