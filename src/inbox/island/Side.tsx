import { For, Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { moment } from '../moments.ts';
import type { Inbox } from './createInbox.ts';
import { Notes } from './Notes.tsx';
import { Face } from './Row.tsx';

interface Props {
  inbox: Inbox;
  conversation: ConversationSummary;
}

/** What is known of a conversation beside what is said in it. */
export function Side(props: Props) {
  const { say, now, live, ask, isOwn } = props.inbox;
  const one = () => props.conversation;
  const details = () => live()?.details() ?? null;
  const rows = () => {
    const { startedAt, closedAt, casemanager, answeredBy } = one();
    const row = (term: string, value: string | undefined) => (value ? [{ term, value }] : []);
    return [
      ...row(say('inbox.side.begun'), moment(startedAt, now())),
      ...row(say('inbox.side.language'), say(`inbox.language.${one().language}`)),
      ...row(say('inbox.side.casemanager'), casemanager?.firstName),
      ...row(say('inbox.side.closed'), closedAt === null ? undefined : moment(closedAt, now())),
      ...row(say('inbox.side.answered'), answeredBy ? say(`inbox.answered.${answeredBy}`) : undefined),
    ];
  };
  return (
    <aside class="side" id="gegevens" aria-label={say('inbox.side')} tabindex="-1">
      <dl class="side__facts">
        <For each={rows()}>
          {({ term, value }) => (
            <div>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          )}
        </For>
      </dl>
      <Show when={one().rating}>
        {(rating) => (
          <div class="side__rating">
            <h3 class="nl-heading nl-heading--level-4">{say('inbox.rating')}</h3>
            <Face say={say} rating={rating()} />
            <Show when={one().ratingLine}>{(line) => <blockquote dir="auto">{line()}</blockquote>}</Show>
          </div>
        )}
      </Show>
      <Notes inbox={props.inbox} id={one().id} />
      <Show
        when={details()?.blocked}
        fallback={
          <Show when={isOwn()}>
            <button
              class="nl-button nl-button--subtle inbox-small"
              type="button"
              onClick={() => ask('block')}
            >
              {say('inbox.block')}
            </button>
          </Show>
        }
      >
        <p class="inbox-hint">{say('inbox.blocked')}</p>
      </Show>
    </aside>
  );
}
