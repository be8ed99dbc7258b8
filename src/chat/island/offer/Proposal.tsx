import { Show } from 'solid-js';
import type { ProposalAnswerMessage, ProposalMessage } from '#server/chat/types.ts';
import type { Received } from '../../client/received.ts';
import { sayLine } from '../../lines.ts';
import type { ChatState } from '../createChatState.ts';
import type { RoomState } from '../createRoom.ts';

interface Props {
  chat: ChatState;
  room: RoomState;
  proposal: ProposalMessage;
}

/** An organisation that the casemanager proposes: the way to the page on which the jongere reads all of it and decides. */
export function Proposal(props: Props) {
  const { chat, room, proposal } = props;
  const { say } = chat;
  const { organisation } = proposal;
  const isAnswer = (message: Received): message is ProposalAnswerMessage =>
    message.kind === 'proposal-answered' && message.proposal === proposal.seq;
  /** The last one: what was agreed to may be stopped later. */
  const answer = () => room.messages().findLast(isAnswer);
  const isOpen = () => answer() === undefined || answer()?.answer === 'agreed';
  return (
    <li class="talk__card">
      <h3 class="talk__card-title">{say('talk.proposal', { name: proposal.name })}</h3>
      <div class="talk__card-body">
        <p>
          <Show when={answer()} keyed fallback={say('offer.proposal', { organisation })}>
            {(given) => sayLine(say, given)}
          </Show>
        </p>
        <Show when={answer()?.answer === 'agreed'}>
          <p class="talk__small">{say('offer.proposal.keep')}</p>
        </Show>
        <Show when={isOpen() && proposal.path}>
          {(path) => (
            <div class="talk__ways">
              <a
                class={answer() ? 'nl-button nl-button--secondary' : 'nl-button nl-button--primary'}
                href={path()}
              >
                {say(answer() ? 'offer.proposal.look' : 'offer.proposal.decide')}
              </a>
            </div>
          )}
        </Show>
      </div>
    </li>
  );
}
