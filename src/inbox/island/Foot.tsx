import { Match, Show, Switch } from 'solid-js';
import type { ConversationSummary } from '#server/chat/types.ts';
import type { Pane } from './createPane.ts';
import { Question } from './Question.tsx';

/** What stands in the place of the field in a conversation that is not one's own. */
export function Foot(props: { pane: Pane; conversation: ConversationSummary }) {
  const { say, take } = props.pane.inbox;
  const one = () => props.conversation;
  return (
    <div class="conversation-foot">
      <Switch>
        <Match when={one().status === 'closed'}>
          <p>{say('inbox.foot.closed')}</p>
        </Match>
        <Match when={one().status === 'waiting' && one().kind === 'question'}>
          <Question pane={props.pane} conversation={one()} />
        </Match>
        <Match when={one().status === 'waiting'}>
          <p>{one().returned ? say('inbox.foot.returned') : say('inbox.foot.waiting')}</p>
          <button class="work-button work-button--primary" type="button" onClick={() => take(one().id)}>
            {say('inbox.take')}
          </button>
        </Match>
        <Match when={one().status === 'active'}>
          <Show when={one().casemanager}>
            {(casemanager) => <p>{say('inbox.foot.colleague', { name: casemanager().firstName })}</p>}
          </Show>
        </Match>
      </Switch>
    </div>
  );
}
