import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import type { Ctx } from './context.ts';

const forgottenSchema = z.object({
  /** Epoch ms. */
  at: storedInstant,
  /** They asked for it; otherwise its time had come. */
  isAsked: z.boolean(),
});
export type Forgotten = z.output<typeof forgottenSchema>;

/** That whom a traject was about is forgotten, and since when, for who had it and their team: nothing of it is about somebody any more. */
export async function readForgotten(
  ctx: Ctx,
  traject: string,
): Promise<{ ok: true; forgotten: Forgotten } | NotFound> {
  may(ctx, 'traject.read');
  if (!z.uuid().safeParse(traject).success) return { ok: false, error: 'not-found' };
  const [row] = await ctx.sql`
    select t.wiped_at as at, exists (
      select from jongere_requests r
      where r.jongere_id = t.jongere_id and r.kind = 'forget' and r.decision = 'upheld') as "isAsked"
    from trajecten t join staff s on s.id = t.owner_id
    where t.id = ${traject} and t.wiped_at is not null and ${rawScope(ctx, 'traject.read')}`;
  if (row === undefined) return { ok: false, error: 'not-found' };
  viewed(ctx, 'traject.read', { kind: 'traject', id: traject });
  return { ok: true, forgotten: forgottenSchema.parse(row) };
}
