import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import type { NoticeKind } from '#server/kernel/outbox.ts';
import { hourMs } from '#server/kernel/time.ts';

/** Who was told that something waits hears of it again after so long (ms): one mail tells of all that waits. */
const lately = 4 * hourMs;

const rowsSchema = z.array(z.object({ staffId: z.uuid() }));

/** Who of staff was told something of a kind a short while before an instant (ISO 8601). */
export async function readToldLately(
  tx: TransactionSql,
  kind: NoticeKind,
  now: string,
): Promise<Set<string>> {
  const since = new Date(Date.parse(now) - lately).toISOString();
  const rows = await tx`
    select distinct staff_id as "staffId" from outbox
    where kind = ${kind} and receiver = 'staff' and state in ('sending', 'delivered') and sent_at > ${since}
      and created_at > ${since}::timestamptz - interval '7 days'`;
  return new Set(rowsSchema.parse([...rows]).map(({ staffId }) => staffId));
}
