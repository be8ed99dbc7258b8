import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { shiftYears } from './dates.ts';
import { lockPlan, stepColumns, stepRowSchema } from './find.ts';
import { insertPlan, type NameTaken } from './insertPlan.ts';
import type { CopyInput } from './schema.ts';

/**
 * Copies a plan to another school year: its steps, moved as many years as they were meant and put on days of work again, and what
 * each school is in it. What was done is not copied.
 */
export async function copyPlan(
  ctx: Ctx,
  id: string,
  { name, schoolYear }: CopyInput,
): Promise<{ ok: true; id: string } | NameTaken | NotFound> {
  const { staff: me } = may(ctx, 'year-plan.save');
  return write<{ ok: true; id: string } | NameTaken | NotFound, Ctx>(ctx, async (w) => {
    const found = await lockPlan(w, 'year-plan.save', id);
    if (!found.ok) return found;
    const { plan } = found;
    const years = schoolYear - plan.schoolYear;
    const steps = await readSteps(w, id);
    const made = await insertPlan(w, {
      organisation: plan.organisation,
      name,
      schoolYear,
      by: me.id,
      copyOf: id,
      steps: steps.map(({ title, note, doer, team, melding, list, meantFrom, meantUntil }) => ({
        title,
        note: note ?? undefined,
        doer,
        team: team ?? undefined,
        melding: melding ?? undefined,
        list: list ?? undefined,
        meant: { from: shiftYears(meantFrom, years), until: shiftYears(meantUntil, years) },
      })),
    });
    if (!made.ok) return made;
    await w.tx`
      insert into year_plan_schools (plan_id, organisation_id, sector)
      select ${made.id}, organisation_id, sector from year_plan_schools where plan_id = ${id}`;
    return made;
  });
}

async function readSteps(w: Write<Ctx>, plan: string) {
  const rows = await w.tx`
    select ${stepColumns(w.ctx)} from year_plan_steps s where s.plan_id = ${plan} order by s.from_on, s.until_on, s.title`;
  return z.array(stepRowSchema).parse([...rows]);
}
