import { Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { counting } from '../durations.ts';
import type { ListName } from '../lists.ts';
import { shortMoment } from '../moments.ts';
import { chatPath, rowId } from '../paths.ts';
import type { Inbox } from './createInbox.ts';
import { RowMarks } from './RowMarks.tsx';

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
