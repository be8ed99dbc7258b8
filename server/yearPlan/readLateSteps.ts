import { z } from 'zod';
import { may, reachFor } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { isRunning, readStandings } from './standing.ts';

const rowSchema = z.object({
  step: z.uuid(),
  plan: z.uuid(),
  title: z.string(),
  until: z.iso.date(),
  forSchools: z.boolean(),
});

/** A step whose last day is past and that is not done. */
export interface LateStep extends Omit<z.output<typeof rowSchema>, 'forSchools'> {
  /** How many schools have not done it; null for one that the gemeente does. */
  schools: number | null;
}

/**
 * What is late in the year plans that run: for who does it the steps of their task and team, for who may change the plan all steps of
 * the gemeente, and those of schools, whom they can ask. Two queries at most.
 */
export async function readLateSteps(ctx: Ctx): Promise<LateStep[]> {
  const { staff: me } = may(ctx, 'year-plan.read');
  const { sql } = ctx;
  const today = dateInAmsterdam(ctx.clock.now());
  const mayChange = reachFor(ctx.actor, 'year-plan.save') !== undefined;
  const isTheirs = sql`exists (
    select from staff m join teams t on t.id = m.team_id
    where m.id = ${me.id} and m.organisation_id = p.organisation_id and (t.id = s.team_id or t.task = s.doer))`;
  const isDone = sql`exists (select from year_plan_marks k where k.step_id = s.id and k.organisation_id is null)`;
  const found = await sql`
    select s.id as step, s.plan_id as plan, s.title, s.until_on::text as until, s.for_schools as "forSchools"
    from year_plan_steps s join year_plans p on p.id = s.plan_id join organisations o on o.id = p.organisation_id
    where s.until_on < ${today}::date and ${isRunning(ctx, today)} and ${rawScope(ctx, 'year-plan.read')}
      and ${mayChange ? sql`(s.for_schools or not ${isDone})` : sql`(not s.for_schools and not ${isDone} and ${isTheirs})`}
    order by s.until_on, s.title, s.id`;
  const rows = z.array(rowSchema).parse([...found]);
  const ofSchools = rows.filter(({ forSchools }) => forSchools).map(({ step }) => step);
  const standings =
    ofSchools.length === 0 ? [] : await readStandings(ctx, sql`s.id = any(${ofSchools}::uuid[])`);
  const late = Map.groupBy(
    standings.filter(({ doneAt }) => doneAt === null),
    ({ step }) => step,
  );
  return rows.flatMap(({ forSchools, ...row }) => {
    const schools = forSchools ? (late.get(row.step)?.length ?? 0) : null;
    return schools === 0 ? [] : [{ ...row, schools }];
  });
}
