import type { EventMessage, ProposalAnswerMessage } from '#server/chat/types.ts';
import type { Say } from './texts.ts';

/** What happened, in the words of who reads it: a jongere. */
export function sayLine(say: Say, message: EventMessage | ProposalAnswerMessage): string {
  switch (message.kind) {
    case 'joined':
    case 'handed-over':
      return say(`talk.line.${message.kind}`, { name: message.name });
    case 'requeued':
      if (message.why === 'unanswered') return say('talk.line.unanswered');
      return say('talk.line.requeued', { name: message.name });
    case 'asked':
    case 'reopened':
      return say(`talk.line.${message.kind}`);
    case 'proposal-answered':
      return say(`talk.proposal.${message.answer}`, { organisation: message.organisation });
    case 'closed':
      return sayClosed(say, message);
  }
}

function sayClosed(say: Say, { by, reason }: EventMessage & { kind: 'closed' }): string {
  if (by === 'jongere') return say('talk.line.closed.own');
  return say(`talk.line.closed.${reason === 'blocked' ? 'ended' : reason}`);
}
