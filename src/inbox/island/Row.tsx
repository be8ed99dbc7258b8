import { Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { Icon } from '../../chat/client/Icon.tsx';
import { counting } from '../durations.ts';
import type { ListName } from '../lists.ts';
import { shortMoment } from '../moments.ts';
import { chatPath, rowId } from '../paths.ts';
import type { Say } from '../props.ts';
import type { Inbox } from './createInbox.ts';

interface Props {
  inbox: Inbox;
  list: ListName;
  conversation: ConversationSummary;
  isHidden: boolean;
}

/** One conversation in a list: who, about what, how long, and whether it asks for something. */
export function Row(props: Props) {
  const { say, now, shownId, show, take, topicOf } = props.inbox;
  const one = () => props.conversation;
  const waits = () => props.list === 'waiting';
  const time = () =>
    waits() ? counting(now() - one().waitingSince) : shortMoment(one().closedAt ?? one().lastAt, now());
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(one().id);
  };
  return (
    <li
      class="inbox-row"
      classList={{ 'inbox-row--danger': one().danger, 'inbox-row--unread': one().unread > 0 }}
      hidden={props.isHidden}
    >
      <a
        class="inbox-row__link"
        id={rowId(one().id)}
        href={chatPath(one().id)}
        aria-current={shownId() === one().id ? 'true' : undefined}
        data-step
        onClick={open}
      >
        <span class="inbox-row__head">
          <span class="inbox-row__name" dir="auto">
            {one().firstName ?? say('inbox.nameless')}
          </span>
          <span class="inbox-row__time">
            <Show when={waits()}>
              <span class="visually-hidden">{say('inbox.row.waits')} </span>
            </Show>
            {time()}
          </span>
        </span>
        <span class="inbox-row__topic">
          {/* First: the rest of a long line is cut off. */}
          <Show when={props.list === 'team' && one().casemanager}>
            {(casemanager) => <>{say('inbox.row.with', { name: casemanager().firstName })}, </>}
          </Show>
          {topicOf(one().topic)}
          <Show when={one().language === 'en'}>, {say('inbox.language.en')}</Show>
        </span>
        <span class="inbox-row__preview" dir="auto">
          {one().preview}
        </span>
        <RowMarks say={say} list={props.list} conversation={one()} />
      </a>
      <Show when={waits()}>
        <button
          class="nl-button nl-button--secondary inbox-small"
          type="button"
          aria-label={say('inbox.take.this', { name: one().firstName ?? say('inbox.nameless') })}
          onClick={() => take(one().id)}
        >
          {say('inbox.take')}
        </button>
      </Show>
    </li>
  );
}

interface MarksProps {
  say: Say;
  list: ListName;
  conversation: ConversationSummary;
}

/** What is worth knowing of a conversation before it is opened. */
function RowMarks(props: MarksProps) {
  const { say } = props;
  const one = () => props.conversation;
  const isOver = () => props.list === 'closed';
  return (
    <span class="inbox-row__marks">
      <Show when={one().danger}>
        <span class="nl-data-badge badge--danger">
          <Icon of="danger" />
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

/** How the jongere found it: 1 is sad, 3 is glad. */
export function Face(props: { say: Say; rating: number }) {
  const face = () => (props.rating === 3 ? 'glad' : props.rating === 2 ? 'neither' : 'sad');
  return (
    <span class="inbox-face">
      <Icon of={face()} />
      {props.say(`inbox.rating.${face()}`)}
    </span>
  );
}
