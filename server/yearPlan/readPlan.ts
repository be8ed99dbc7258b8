import { z } from 'zod';
import { listKinds, meldingKinds, planDoers, schoolSectors } from '#db/schema/words.ts';
import { may, reachFor } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { knowsSummer } from './daysOff.ts';
import { isForSchools, type Stand, standOf, standOfAll } from './stand.ts';
import { isRunning, readStandings, type Standing } from './standing.ts';

const planSchema = z.object({
  id: z.uuid(),
  organisation: z.uuid(),
  name: z.string(),
  schoolYear: z.int(),
  version: z.int(),
  isRunning: z.boolean(),
});
const stepSchema = z.object({
  id: z.uuid(),
  title: z.string(),
  note: z.string().nullable(),
  doer: z.enum(planDoers),
  team: z.uuid().nullable(),
  teamName: z.string().nullable(),
  from: z.iso.date(),
  until: z.iso.date(),
  melding: z.enum(meldingKinds).nullable(),
  list: z.enum(listKinds).nullable(),
  version: z.int(),
  /** Of a step of the gemeente: when it was said to be done (epoch ms), and by whom. */
  doneAt: storedInstant.nullable(),
  doneBy: z.string().nullable(),
});
const schoolSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  sector: z.enum(schoolSectors),
  isSaid: z.boolean(),
});

/** A school in a step, and how it stands there. */
export interface SchoolInStep extends Standing {
  stand: Stand;
}
/** A step, how it stands as a whole, and of one for schools how each of them does. */
export interface PlanStep extends z.output<typeof stepSchema> {
  stand: Stand;
  schools: SchoolInStep[];
}
export type PlanInList = Pick<z.output<typeof planSchema>, 'id' | 'name' | 'schoolYear'>;

export interface YearPlan extends z.output<typeof planSchema> {
  steps: PlanStep[];
  /** All schools, and what each is in this plan; of whom nothing was said yet is both. */
  schools: z.output<typeof schoolSchema>[];
  /** Whether the settings have the summer holiday in which its steps fall. */
  knowsSummer: boolean;
}

export interface YearPlans {
  today: string;
  /** All that there are, the newest school year first. */
  plans: PlanInList[];
  /** The one that was asked for, else the one that runs; null when there is none. */
  plan: YearPlan | null;
  mayChange: boolean;
}

/** The year plans of the own gemeente, and one of them with how each step stands. */
export async function readYearPlans(ctx: Ctx, asked?: string): Promise<YearPlans> {
  may(ctx, 'year-plan.read');
  const today = dateInAmsterdam(ctx.clock.now());
  const found = await ctx.sql`
    select p.id, p.organisation_id as organisation, p.name, p.school_year as "schoolYear", p.version,
      coalesce(${isRunning(ctx, today)}, true) as "isRunning"
    from year_plans p join organisations o on o.id = p.organisation_id
    where ${rawScope(ctx, 'year-plan.read')} order by p.school_year desc, p.created_at desc, p.id`;
  const plans = z.array(planSchema).parse([...found]);
  // Of those that run the one that began first; when none does, the newest.
  const usual = plans.findLast((one) => one.isRunning) ?? plans[0];
  const chosen = plans.find(({ id }) => id === asked) ?? usual;
  viewed(ctx, 'year-plan.read', { kind: 'year-plan' });
  return {
    today,
    plans: plans.map(({ id, name, schoolYear }) => ({ id, name, schoolYear })),
    plan: chosen === undefined ? null : await readWhole(ctx, chosen, today),
    mayChange: reachFor(ctx.actor, 'year-plan.save') !== undefined,
  };
}

async function readWhole(ctx: Ctx, plan: z.output<typeof planSchema>, today: string): Promise<YearPlan> {
  const { sql } = ctx;
  const [{ settings }, stepRows, standings, schoolRows] = await Promise.all([
    ctx.roster.current(),
    sql`
      select s.id, s.title, s.note, s.doer, s.team_id as team, t.name as "teamName", s.from_on::text as "from", s.until_on::text as until,
        s.melding_kind as melding, s.list_kind as list, s.version, k.at as "doneAt",
        b.first_name as "doneBy"
      from year_plan_steps s left join teams t on t.id = s.team_id
        left join year_plan_marks k on k.step_id = s.id and k.organisation_id is null left join staff b on b.id = k.by
      where s.plan_id = ${plan.id} order by s.from_on, s.until_on, s.title, s.id`,
    readStandings(ctx, sql`p.id = ${plan.id}`),
    sql`
      select o.id, o.name, coalesce(x.sector, 'both') as sector, x.sector is not null as "isSaid"
      from organisations o left join year_plan_schools x on x.plan_id = ${plan.id} and x.organisation_id = o.id
      where o.kind = 'school' and o.active order by o.name`,
  ]);
  const byStep = Map.groupBy(standings, ({ step }) => step);
  const steps = z
    .array(stepSchema)
    .parse([...stepRows])
    .map((step): PlanStep => {
      const schools = (byStep.get(step.id) ?? []).map((one): SchoolInStep => {
        return { ...one, stand: standOf(step, one.doneAt !== null, today) };
      });
      const stand = isForSchools(step.doer)
        ? standOfAll(
            schools.map((one) => one.stand),
            step,
            today,
          )
        : standOf(step, step.doneAt !== null, today);
      return { ...step, stand, schools };
    });
  return {
    ...plan,
    steps,
    schools: z.array(schoolSchema).parse([...schoolRows]),
    knowsSummer: knowsSummer(settings.schoolHolidays, plan.schoolYear + 1),
  };
}
