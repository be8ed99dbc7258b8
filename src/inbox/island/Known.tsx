import { For, Show } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import { moment } from '../moments.ts';
import type { Pane } from './createPane.ts';
import { Notes } from './Notes.tsx';
import { Replies } from './Replies.tsx';
import { Face } from './Row.tsx';

interface Props {
  pane: Pane;
  conversation: ConversationSummary;
  /** It covers the page, where there is no room for it beside the conversation. */
  isDialog?: boolean;
}

/** What is known of a conversation beside what is said in it. */
export function Known(props: Props) {
  // One or the other for as long as it is there.
  if (props.isDialog)
    return (
      <div class="known known--dialog">
        <Body {...props} />
      </div>
    );
  return (
    <aside class="known known--beside" aria-label={props.pane.inbox.say('inbox.side')} data-pane="gegevens">
      <Body {...props} />
    </aside>
  );
}

function Body(props: Props) {
  const { live, ask, isOwn } = props.pane;
  const { say, now } = props.pane.inbox;
  const one = () => props.conversation;
  const details = () => live()?.details() ?? null;
  /** Whether the jongere saw all that staff wrote. */
  const readWords = () => {
    const last = live()
      ?.messages()
      .findLast((message) => message.kind === 'text' && message.author === 'casemanager');
    if (!last) return undefined;
    const { seen, delivered } = one().receipts;
    if (seen >= last.seq) return say('inbox.side.read.all');
    return say(delivered >= last.seq ? 'inbox.side.read.arrived' : 'inbox.side.read.not');
  };
  const rows = () => {
    const { startedAt, closedAt, casemanager, answeredBy } = one();
    const row = (term: string, value: string | undefined) => (value ? [{ term, value }] : []);
    return [
      ...row(say('inbox.side.begun'), moment(startedAt, now())),
      ...row(say('inbox.side.language'), say(`inbox.language.${one().language}`)),
      ...row(say('inbox.side.casemanager'), casemanager?.firstName),
      ...row(say('inbox.side.read'), readWords()),
      ...(details()?.proposals ?? []).map(({ organisation, state, became }) => ({
        term: organisation,
        value: became ? say(`inbox.proposal.became.${became}`) : say(`inbox.proposal.state.${state}`),
      })),
      ...row(say('inbox.side.closed'), closedAt === null ? undefined : moment(closedAt, now())),
      ...row(say('inbox.side.answered'), answeredBy ? say(`inbox.answered.${answeredBy}`) : undefined),
    ];
  };
  return (
    <>
      <dl class="known__facts">
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
          <div class="known__rating">
            <h3 class="nl-heading nl-heading--level-4">{say('inbox.rating')}</h3>
            <Face say={say} rating={rating()} />
            <Show when={one().ratingLine}>{(line) => <blockquote dir="auto">{line()}</blockquote>}</Show>
          </div>
        )}
      </Show>
      <Notes pane={props.pane} isDialog={props.isDialog === true} />
      <Show when={isOwn()}>
        <Replies pane={props.pane} />
      </Show>
      <Show
        when={details()?.blocked}
        fallback={
          <Show when={isOwn()}>
            <button
              class="work-button work-button--quiet work-button--small"
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
    </>
  );
}
