import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Ctx } from './context.ts';
import { type ReadOutcome, readSource } from './readSource.ts';
import { leastMs } from './timing.ts';

/** Reads an own calendar now; `none` when it is being read, or was just before. */
export async function readNow(ctx: Ctx, id: string): Promise<({ ok: true } & ReadOutcome) | NotFound> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  const own = await ctx.sql`
    select from calendar_sources where id::text = ${id} and casemanager_id = ${me}`;
  if (own.length === 0) return { ok: false, error: 'not-found' };
  return { ok: true, ...(await readSource(ctx, { id, notSince: ctx.clock.now() - leastMs })) };
}
