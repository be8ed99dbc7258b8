import { Show } from 'solid-js';
import { lostAfterMs } from '#server/chat/rules.ts';
import { counting } from '../durations.ts';
import type { Inbox } from './createInbox.ts';

/** Says that the connection is lost, and what comes of that. */
export function Connection(props: { inbox: Inbox }) {
  const { say, now, lostAt, lists } = props.inbox;
  // The clock ticks once a second: at first it may be behind.
  const left = () => lostAfterMs - Math.max(0, now() - (lostAt() ?? now()));
  const consequence = () => {
    if (lists.mine.length === 0) return '';
    return left() > 0 ? say('inbox.lost.left', { time: counting(left() + 999) }) : say('inbox.lost.over');
  };
  return (
    <Show when={lostAt() !== null}>
      <div class="inbox-news inbox-news--lost">
        <p role="alert">{say('inbox.lost')}</p>
        {/* It counts: not to be read out each second. */}
        <p>{consequence()}</p>
      </div>
    </Show>
  );
}
