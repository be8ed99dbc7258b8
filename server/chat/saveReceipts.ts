import type { Services } from '#server/chat/context.ts';
import type { Side } from './types.ts';

/** Up to which number one side of a conversation received and saw messages. */
export interface SideReceipt {
  conversation: string;
  delivered: number;
  seen: number;
}

/**
 * Stores receipts of one side for many conversations at once. A receipt never goes back, nor beyond the newest message.
 * Returns the conversations in which something changed.
 */
export async function saveReceipts(
  { sql }: Pick<Services, 'sql'>,
  side: Side,
  receipts: readonly SideReceipt[],
): Promise<string[]> {
  if (receipts.length === 0) return [];
  const own = side === 'jongere' ? 'jongere' : 'staff';
  const delivered = sql(`${own}_delivered`);
  const seen = sql(`${own}_seen`);
  // Lock rows in one order everywhere; otherwise two processes could deadlock.
  const sorted = receipts.toSorted((a, b) => (a.conversation < b.conversation ? -1 : 1));
  const rows = await sql<{ id: string }[]>`
    with came as (
      select c.id, least(greatest(c.${delivered}, r.delivered, r.seen), c.last_seq) as delivered,
        least(greatest(c.${seen}, r.seen), c.last_seq) as seen
      from chat_conversations c join unnest(
        ${sorted.map(({ conversation }) => conversation)}::uuid[],
        ${sorted.map((receipt) => receipt.delivered)}::int[], ${sorted.map((receipt) => receipt.seen)}::int[]
      ) as r (id, delivered, seen) on r.id = c.id
      order by c.id for update of c
    )
    update chat_conversations c set ${delivered} = came.delivered, ${seen} = came.seen from came
    where c.id = came.id and (c.${delivered}, c.${seen}) is distinct from (came.delivered, came.seen)
    returning c.id`;
  return rows.map(({ id }) => id);
}
