import { z } from 'zod';
import type { NoticeKind } from '#server/kernel/outbox.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

const toldSchema = z.array(z.object({ id: z.uuid(), version: z.number(), at: z.number() }));

/** Of which version of these conversations or referrals a message of a kind was made last, and when (epoch ms). */
export async function readTold(
  { tx }: Write<Ctx>,
  kind: NoticeKind,
  { of, ids }: { of: 'conversation' | 'referral'; ids: readonly string[] },
): Promise<Map<string, { version: number; at: number }>> {
  const about = tx(`${of}_id`);
  const rows = await tx`
    select ${about} as id, max(version)::float8 as version, extract(epoch from max(created_at))::float8 * 1000 as at
    from outbox where ${about} = any(${[...ids]}::uuid[]) and kind = ${kind} group by ${about}`;
  return new Map(toldSchema.parse([...rows]).map(({ id, ...last }) => [id, last]));
}
