import type { Write, WriteCtx } from '#server/kernel/write.ts';
import { append } from './append.ts';
import type { MessageRow } from './rows.ts';

interface Passing {
  /** Whose it is: when it is not (any more), nothing happens. */
  from: string;
  to: { id: string; firstName: string };
}

/** Makes a conversation that somebody took a colleague's, and tells of it there. Null when it is not theirs. Part of a write. */
export async function giveTo(
  w: Write<WriteCtx>,
  conversation: string,
  { from, to }: Passing,
): Promise<MessageRow | null> {
  const { tx } = w;
  const row = await append(tx, {
    conversation,
    now: Date.parse(w.now),
    message: { author: 'system', kind: 'handed-over', staffId: to.id, data: { name: to.firstName } },
    set: tx`, casemanager_id = ${to.id}, jongere_turn_at = null, asked_at = null, unanswered_since = ${w.now}`,
    where: tx`and status = 'active' and casemanager_id = ${from}`,
  });
  if (!row) return null;
  w.record({
    about: { kind: 'conversation', id: conversation },
    what: 'handed-over',
    details: { to: to.id },
  });
  w.changed({ conversations: [conversation], queue: true });
  return row;
}
