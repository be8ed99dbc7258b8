import { append } from '#server/chat/append.ts';
import type { ProposalAnswer } from '#server/chat/types.ts';
import type { Write } from '#server/kernel/write.ts';
import type { ProposalRecord } from './findProposal.ts';

/** What a message about a proposal says of it. */
export type Told = Pick<ProposalRecord, 'organisation'> & {
  row: Pick<ProposalRecord['row'], 'seq'>;
};

/**
 * Says in the chat what became of a proposal: to who is in it, and for who reads it later. Also where the chat is over meanwhile.
 */
export async function tellOfProposal(
  w: Write,
  conversation: string,
  { row, organisation }: Told,
  by: { author: 'jongere' | 'casemanager'; staffId?: string; answer: ProposalAnswer },
) {
  const { author, staffId = null, answer } = by;
  const message = await append(w.tx, {
    conversation,
    now: Date.parse(w.now),
    message: {
      author,
      kind: 'proposal-answered',
      staffId,
      data: { proposal: row.seq, organisation, answer },
    },
    ...(author === 'jongere' ? { set: w.tx`, jongere_turn_at = null, asked_at = null` } : {}),
    where: w.tx``,
  });
  w.changed({ messages: [conversation], conversations: [conversation] });
  return message;
}
