import { createMemo, createSignal, For, Show } from 'solid-js';
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

/** What was typed in other conversations and did not get there: nobody has to find that out by chance. */
export function Stuck(props: { inbox: Inbox }) {
  const { say, client, shown, show } = props.inbox;
  const nameOf = (id: string) => props.inbox.findIn(id)?.conversation.firstName ?? say('inbox.nameless');
  return (
    <For each={client()?.conversations.stuck(shown.ids())}>
      {({ id }) => (
        <div class="inbox-news inbox-news--error">
          <p role="alert">{say('inbox.unsent.text', { name: nameOf(id) })}</p>
          <button class="work-button work-button--small" type="button" onClick={() => show(id)}>
            {say('inbox.unsent.open')}
          </button>
        </div>
      )}
    </For>
  );
}

/** Own conversations that went back to the queue and wait there: whose they were is told why, until somebody has them. */
export function Returned(props: { inbox: Inbox }) {
  const { say, lists, page, take } = props.inbox;
  const [dismissed, setDismissed] = createSignal<readonly string[]>([]);
  const lost = createMemo(() => lists.waiting.filter(({ requeued }) => requeued?.id === page.me.id));
  const told = () => lost().filter(({ id }) => !dismissed().includes(id));
  // One that was taken meanwhile and comes back is told of again.
  const dismiss = (id: string) =>
    setDismissed([...dismissed().filter((one) => lost().some((other) => other.id === one)), id]);
  return (
    <For each={told()}>
      {({ id, firstName, requeued }) => (
        <div class="inbox-news inbox-news--lost">
          <p role="status">
            {say(`inbox.requeued.${requeued?.why ?? 'lost'}`, {
              name: firstName ?? say('inbox.nameless'),
              count: page.answerMinutes,
            })}
          </p>
          <button class="work-button work-button--small" type="button" onClick={() => take(id)}>
            {say('inbox.requeued.take')}
          </button>
          <button
            class="work-button work-button--quiet work-button--small"
            type="button"
            onClick={() => dismiss(id)}
          >
            {say('inbox.close')}
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
          <button class="work-button work-button--quiet work-button--small" type="button" onClick={dismiss}>
            {say('inbox.close')}
          </button>
        </div>
      )}
    </Show>
  );
}

interface NothingProps {
  inbox: Inbox;
  /** It stands beside another conversation. */
  isSecond: boolean;
  onActivate: () => void;
}

/** What stands where no conversation is shown. */
export function Nothing(props: NothingProps) {
  const { say, lists } = props.inbox;
  return (
    <section class="inbox-nothing" onPointerDown={() => props.onActivate()}>
      <h2 class="nl-heading nl-heading--level-3">
        {props.isSecond
          ? say('inbox.nothing.second')
          : say(lists.waiting.length > 0 ? 'inbox.nothing.waiting' : 'inbox.nothing')}
      </h2>
      <Show when={!props.isSecond} fallback={<p>{say('inbox.nothing.second.text')}</p>}>
        <p>{lists.presence === 'present' ? say('inbox.nothing.text') : say('inbox.nothing.not-present')}</p>
        <Show when={lists.questions.length > 0}>
          <p>{say('inbox.nothing.questions')}</p>
        </Show>
      </Show>
    </section>
  );
}
