import { Show } from 'solid-js';
import type { ProposalMessage } from '#server/chat/types.ts';
import { Icon } from '#ui/Icon.tsx';
import * as shapes from '#ui/shapes.ts';
import { timeWords } from '../moments.ts';
import type { Pane } from './createPane.ts';

/** An organisation that was proposed. While the jongere did not answer, it can be taken back. */
export function Proposed(props: { pane: Pane; proposal: ProposalMessage }) {
  const { pane, proposal } = props;
  const { say, withdrawProposal } = pane.inbox;
  const waits = () =>
    pane
      .live()
      ?.details()
      ?.proposals?.some((one) => one.proposal === proposal.seq && one.state === 'proposed');
  return (
    <li class="log-card">
      <p class="log-card__title">
        <Icon shape={shapes.team} />
        {say('inbox.proposed', { organisation: proposal.organisation })}
      </p>
      <p class="log-card__foot">
        <span>
          {say(waits() ? 'inbox.proposed.waits' : 'inbox.proposed.by', { name: proposal.name })}{' '}
          <time>{timeWords(proposal.at)}</time>
        </span>
        <Show when={waits() && pane.isOwn()}>
          <button
            class="work-button work-button--quiet work-button--small"
            type="button"
            onClick={() => withdrawProposal(pane.id, proposal.seq)}
          >
            {say('inbox.proposed.withdraw')}
          </button>
        </Show>
      </p>
    </li>
  );
}
