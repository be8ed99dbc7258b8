import { For, Show } from 'solid-js';
import { lostAfterMs } from '#server/chat/rules.ts';
import { counting } from '../durations.ts';
import { findIn } from '../lists.ts';
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

/** What was typed in other conversations and did not get there: nobody has to find that out by chance. */
export function Stuck(props: { inbox: Inbox }) {
  const { say, lists, client, shownId, show } = props.inbox;
  const nameOf = (id: string) => findIn(lists, id)?.conversation.firstName ?? say('inbox.nameless');
  return (
    <For each={client()?.conversations.stuck(shownId())}>
      {({ id }) => (
        <div class="inbox-news inbox-news--error">
          <p role="alert">{say('inbox.unsent.text', { name: nameOf(id) })}</p>
          <button class="nl-button nl-button--subtle" type="button" onClick={() => show(id)}>
            {say('inbox.unsent.open')}
          </button>
        </div>
      )}
    </For>
  );
}

/** What just happened, or did not. */
export function News(props: { inbox: Inbox }) {
  const { say, news, dismiss } = props.inbox;
  return (
    <Show when={news()} keyed>
      {({ kind, text }) => (
        <div class={`inbox-news inbox-news--${kind}`}>
          <p role={kind === 'error' ? 'alert' : 'status'}>{text}</p>
          <button class="nl-button nl-button--subtle" type="button" onClick={dismiss}>
            {say('inbox.close')}
          </button>
        </div>
      )}
    </Show>
  );
}

/** What stands beside the lists while no conversation is shown. */
export function Nothing(props: { inbox: Inbox }) {
  const { say, lists } = props.inbox;
  return (
    <section class="inbox-nothing" aria-labelledby="geen-gesprek">
      <h2 class="nl-heading nl-heading--level-3" id="geen-gesprek">
        {lists.waiting.length > 0 ? say('inbox.nothing.waiting') : say('inbox.nothing')}
      </h2>
      <p class="nl-paragraph">
        {lists.presence === 'present' ? say('inbox.nothing.text') : say('inbox.nothing.not-present')}
      </p>
      <Show when={lists.questions.length > 0}>
        <p class="nl-paragraph">{say('inbox.nothing.questions')}</p>
      </Show>
    </section>
  );
}
