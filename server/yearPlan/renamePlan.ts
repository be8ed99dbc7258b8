import { may } from '#server/access/may.ts';
import { isDouble } from '#server/kernel/isDouble.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { lockPlan } from './find.ts';
import type { NameTaken } from './insertPlan.ts';
import type { RenameInput } from './schema.ts';

type Renamed = { ok: true } | NameTaken | NotFound | Changed;

/** Gives a plan another name; of two plans of a gemeente and a school year each has its own. */
export async function renamePlan(ctx: Ctx, id: string, { version, name }: RenameInput): Promise<Renamed> {
  may(ctx, 'year-plan.save');
  return write<Renamed, Ctx>(ctx, async (w) => {
    const found = await lockPlan(w, 'year-plan.save', id);
    if (!found.ok) return found;
    const { plan } = found;
    if (plan.version !== version) return { ok: false, error: 'changed' };
    if (plan.name === name) return { ok: true };
    try {
      await write(
        w.ctx,
        (part) => part.tx`update year_plans set name = ${name}, version = version + 1 where id = ${id}`,
      );
    } catch (error) {
      if (!isDouble(error)) throw error;
      return { ok: false, error: 'plan-name-taken' };
    }
    w.record({ about: { kind: 'gemeente' }, what: 'year-plan-saved', details: { plan: id } });
    return { ok: true };
  });
}
