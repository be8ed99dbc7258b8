import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { lockPlan } from './find.ts';
import type { SectorsInput } from './schema.ts';

/** Says what each school is in a plan, which decides what it does in it. Of a school that is left out nothing changes. */
export async function saveSectors(
  ctx: Ctx,
  id: string,
  { version, sectors }: SectorsInput,
): Promise<{ ok: true } | NotFound | Changed> {
  may(ctx, 'year-plan.save');
  return write<{ ok: true } | NotFound | Changed, Ctx>(ctx, async (w) => {
    const found = await lockPlan(w, 'year-plan.save', id);
    if (!found.ok) return found;
    if (found.plan.version !== version) return { ok: false, error: 'changed' };
    for (const [school, sector] of Object.entries(sectors))
      await w.tx`
        insert into year_plan_schools (plan_id, organisation_id, sector)
        select ${id}, id, ${sector} from organisations where id = ${school} and kind = 'school'
        on conflict (plan_id, organisation_id) do update set sector = excluded.sector`;
    await w.tx`update year_plans set version = version + 1 where id = ${id}`;
    w.record({ about: { kind: 'gemeente' }, what: 'year-plan-saved', details: { plan: id } });
    return { ok: true };
  });
}
