import { may } from '#server/access/may.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { insertPlan, type NameTaken } from './insertPlan.ts';
import type { BeginInput } from './schema.ts';
import { meantIn, type PlanTemplate, planTemplates } from './templates.ts';

/** Makes the plan of a school year: one that comes along, or one without steps. */
export async function beginPlan(
  ctx: Ctx,
  { name, schoolYear, beginning }: BeginInput,
): Promise<{ ok: true; id: string } | NameTaken> {
  const { staff: me } = may(ctx, 'year-plan.save');
  const steps: PlanTemplate['steps'] = beginning === 'empty' ? [] : planTemplates[beginning].steps;
  return write(ctx, (w) =>
    insertPlan(w, {
      organisation: me.organisation,
      name,
      schoolYear,
      by: me.id,
      steps: steps.map((step) => ({ ...step, meant: meantIn(step, schoolYear) })),
    }),
  );
}
