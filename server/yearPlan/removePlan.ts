import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { lockPlan } from './find.ts';

/** Removes a plan with its steps and what was done of them; messages about it are not sent any more. */
export async function removePlan(
  ctx: Ctx,
  id: string,
  { version }: { version: number },
): Promise<{ ok: true } | NotFound | Changed> {
  may(ctx, 'year-plan.save');
  return write<{ ok: true } | NotFound | Changed, Ctx>(ctx, async (w) => {
    const found = await lockPlan(w, 'year-plan.save', id);
    if (!found.ok) return found;
    if (found.plan.version !== version) return { ok: false, error: 'changed' };
    await w.tx`delete from year_plans where id = ${id}`;
    w.record({ about: { kind: 'gemeente' }, what: 'year-plan-removed', details: { plan: id } });
    return { ok: true };
  });
}
