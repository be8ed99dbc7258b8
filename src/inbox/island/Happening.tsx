import type { EventMessage, ProposalAnswerMessage } from '#server/chat/types.ts';
import { timeWords } from '../moments.ts';
import type { Inbox } from './createInbox.ts';

interface Props {
  inbox: Inbox;
  event: EventMessage | ProposalAnswerMessage;
}

/** Something that happened between the messages. */
export function Happening(props: Props) {
  const { say } = props.inbox;
  const { event } = props;
  const words = () => {
    switch (event.kind) {
      case 'joined':
      case 'handed-over':
        return say(`inbox.event.${event.kind}`, { name: event.name });
      case 'requeued':
        return say(event.why === 'unanswered' ? 'inbox.event.unanswered' : 'inbox.event.requeued', {
          name: event.name,
        });
      case 'proposal-answered':
        return say(`inbox.proposal.${event.answer}`, { organisation: event.organisation });
      case 'closed':
        if (event.reason === 'ended' && event.by === 'jongere') return say('inbox.closed.by-jongere');
        return say(`inbox.closed.${event.reason}`);
      default:
        return say(`inbox.event.${event.kind}`);
    }
  };
  return (
    <li class="happening">
      {words()} <time>{timeWords(event.at)}</time>
    </li>
  );
}
