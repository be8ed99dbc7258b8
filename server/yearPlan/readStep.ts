import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { notFound, viewed } from '#server/access/viewed.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Ctx } from './context.ts';
import { type StepRow, stepColumns, stepRowSchema } from './find.ts';

const planSchema = z.object({ id: z.uuid(), name: z.string(), schoolYear: z.int() });
const teamsSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** What the form of a step begins with. */
export interface StepToChange {
  plan: z.output<typeof planSchema>;
  /** Null for one that is added. */
  step: StepRow | null;
  /** Teams that can do it. */
  teams: z.output<typeof teamsSchema>;
}

/** A step to change, or what is needed to add one to a plan. */
export async function readStep(
  ctx: Ctx,
  { plan, step }: { plan: string; step?: string | undefined },
): Promise<{ ok: true; found: StepToChange } | NotFound> {
  may(ctx, 'year-plan.save');
  const { sql } = ctx;
  const nothing: NotFound = { ok: false, error: 'not-found' };
  if (!z.uuid().safeParse(plan).success) return nothing;
  const [row] = await sql`
    select p.id, p.name, p.school_year as "schoolYear"
    from year_plans p join organisations o on o.id = p.organisation_id
    where p.id = ${plan} and ${rawScope(ctx, 'year-plan.save')}`;
  if (row === undefined) {
    notFound(ctx, 'year-plan.save', { kind: 'year-plan' });
    return nothing;
  }
  const stepRow = await readOne(ctx, plan, step);
  if (stepRow === undefined) return nothing;
  const teams = await sql`
    select t.id, t.name from teams t join year_plans p on p.organisation_id = t.organisation_id
    where p.id = ${plan} and (t.active or t.id = ${stepRow?.team ?? null}::uuid) order by t.name`;
  viewed(ctx, 'year-plan.save', { kind: 'year-plan' });
  return {
    ok: true,
    found: { plan: planSchema.parse(row), step: stepRow, teams: teamsSchema.parse([...teams]) },
  };
}

/** Null when none is asked for, undefined when it is not there. */
async function readOne(
  ctx: Ctx,
  plan: string,
  step: string | undefined,
): Promise<StepRow | null | undefined> {
  if (step === undefined) return null;
  if (!z.uuid().safeParse(step).success) return undefined;
  const [row] = await ctx.sql`
    select ${stepColumns(ctx)} from year_plan_steps s where s.id = ${step} and s.plan_id = ${plan}`;
  return row === undefined ? undefined : stepRowSchema.parse(row);
}
