import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import type { NoticeKind } from '#server/kernel/outbox.ts';
import { dayMs, hourMs } from '#server/kernel/time.ts';
import type { Due } from './readDue.ts';

/** Who was told that something waits hears of what comes to it after so long (ms). */
const againAfterMs = 4 * hourMs;

const rowsSchema = z.array(z.object({ staffId: z.uuid(), at: z.number() }));

/** When somebody of staff was told last that something of a kind waits, in the last hours before an instant (ISO 8601). Epoch ms. */
export async function readToldLately(
  tx: TransactionSql,
  kind: NoticeKind,
  now: string,
): Promise<Map<string, number>> {
  const since = (ms: number) => new Date(Date.parse(now) - ms).toISOString();
  const rows = await tx`
    select staff_id as "staffId", extract(epoch from max(sent_at))::float8 * 1000 as at from outbox
    where kind = ${kind} and receiver = 'staff' and state in ('sending', 'delivered') and sent_at > ${since(againAfterMs)}
      and created_at > ${since(7 * dayMs)}
    group by staff_id`;
  return new Map(rowsSchema.parse([...rows]).map(({ staffId, at }) => [staffId, at]));
}

/**
 * Whether one mail that tells how much waits is due: what waited then already was told by the last one, and what came after that
 * waits for a few hours. Null when it goes now.
 */
export function holdBack(
  { id, createdAt }: Due,
  toldAt: number | undefined,
): { id: string; drop: 'said' } | { id: string; until: string } | null {
  if (toldAt === undefined) return null;
  if (createdAt <= toldAt) return { id, drop: 'said' };
  return { id, until: new Date(toldAt + againAfterMs).toISOString() };
}
