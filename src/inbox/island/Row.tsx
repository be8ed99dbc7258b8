import { Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { counting } from '../durations.ts';
import type { ListName } from '../lists.ts';
import { shortMoment } from '../moments.ts';
import { chatPath, rowId } from '../paths.ts';
import type { Say } from '../props.ts';
import { latenessOf } from '../waits.ts';
import type { Inbox } from './createInbox.ts';

interface Props {
  inbox: Inbox;
  list: ListName;
  conversation: ConversationSummary;
  isHidden: boolean;
}

/** One conversation in a list: who, about what, how long, what was said, and whether it asks for something. */
export function Row(props: Props) {
  const { say, now, shown, show, take, topicOf } = props.inbox;
  const one = () => props.conversation;
  const waits = () => props.list === 'waiting';
  const waited = () => now() - one().waitingSince;
  const isShown = () => shown.ids().includes(one().id);
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    show(one().id);
  };
  return (
    <li
      class="inbox-row"
      classList={{
        'inbox-row--danger': one().danger,
        'inbox-row--unread': one().unread > 0,
        'inbox-row--shown': isShown(),
      }}
      hidden={props.isHidden}
    >
      <a
        class="inbox-row__link"
        id={rowId(one().id)}
        href={chatPath(one().id)}
        aria-current={isShown() ? 'true' : undefined}
        data-step
        // On the link itself: the router of the page listens at the document, and would go there too.
        on:click={open}
      >
        <span class="inbox-row__head">
          <span class="inbox-row__name" dir="auto">
            {one().firstName ?? say('inbox.nameless')}
          </span>
          <Show when={props.list === 'mine' || (props.list === 'questions' && one().here)}>
            <span class="inbox-row__dot" classList={{ 'inbox-row__dot--here': one().here }} />
            <span class="visually-hidden">{say(one().here ? 'inbox.row.here' : 'inbox.row.not-here')}</span>
          </Show>
          <span class="inbox-row__topic">
            {/* First: the rest of a long line is cut off. */}
            <Show when={props.list === 'team' && one().casemanager}>
              {(casemanager) => <>{say('inbox.row.with', { name: casemanager().firstName })}, </>}
            </Show>
            {topicOf(one().topic)}
            <Show when={one().language === 'en'}>, {say('inbox.language.en')}</Show>
          </span>
          <Show
            when={waits()}
            fallback={
              <span class="inbox-row__time">{shortMoment(one().closedAt ?? one().lastAt, now())}</span>
            }
          >
            <span class={`inbox-row__time inbox-row__time--${latenessOf(waited()) ?? 'fresh'}`}>
              <span class="visually-hidden">{say('inbox.row.waits')} </span>
              {counting(waited())}
              <Show when={latenessOf(waited())}>{(late) => <> {say(`inbox.row.${late()}`)}</>}</Show>
            </span>
          </Show>
        </span>
        <Show when={one().preview}>
          <span class="inbox-row__preview" dir="auto">
            {one().preview}
          </span>
        </Show>
        <RowMarks say={say} list={props.list} conversation={one()} now={now()} />
      </a>
      <Show when={waits()}>
        <button
          class="work-button work-button--small inbox-row__take"
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
  now: number;
}

/** What is worth knowing of a conversation before it is opened. */
function RowMarks(props: MarksProps) {
  const { say } = props;
  const one = () => props.conversation;
  const isOver = () => props.list === 'closed';
  const returned = () => {
    const { requeued, returned } = one();
    if (props.list !== 'waiting' || !returned) return null;
    return requeued
      ? say(`inbox.row.requeued.${requeued.why}`, { name: requeued.firstName })
      : say('inbox.row.returned');
  };
  return (
    <span class="inbox-row__marks">
      <Show when={one().danger}>
        <span class="inbox-row__danger">
          <Icon shape={shapes.alert} />
          {say('inbox.danger')}
        </span>
      </Show>
      <Show when={returned()}>{(words) => <span class="inbox-row__warning">{words()}</span>}</Show>
      <Show when={props.list === 'waiting' && !one().here}>
        <span>{say('inbox.row.not-here')}</span>
      </Show>
      <Show when={props.list === 'mine' && one().unansweredSince}>
        {(since) => (
          <span class="inbox-row__warning">
            {say('inbox.row.unanswered', { time: counting(props.now - since()) })}
          </span>
        )}
      </Show>
      <Show when={props.list === 'mine' && one().unread > 0}>
        <span class="inbox-row__new">
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

const faces = { glad: shapes.glad, neither: shapes.neither, sad: shapes.sad };

/** How the jongere found it: 1 is sad, 3 is glad. */
export function Face(props: { say: Say; rating: number }) {
  const face = () => (props.rating === 3 ? 'glad' : props.rating === 2 ? 'neither' : 'sad');
  return (
    <span class="inbox-face">
      <Icon shape={faces[face()]} />
      {props.say(`inbox.rating.${face()}`)}
    </span>
  );
}
