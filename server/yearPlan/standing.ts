import type { Fragment } from 'postgres';
import { z } from 'zod';
import { planDoers } from '#db/schema/words.ts';
import { storedInstant } from '#server/kernel/storedInstant.ts';
import { timeZone } from '#server/kernel/time.ts';
import type { Ctx } from './context.ts';
import { takesPart } from './takesPart.ts';

const standingSchema = z.object({
  step: z.uuid(),
  doer: z.enum(planDoers),
  from: z.iso.date(),
  until: z.iso.date(),
  school: z.uuid(),
  name: z.string(),
  /** When it was done (epoch ms), and by what: somebody said so, or a melding or list of the school; null while it is not. */
  doneAt: storedInstant.nullable(),
  doneBy: z.enum(['said', 'melding', 'list']).nullable(),
  /** Who said so. */
  saidBy: z.string().nullable(),
});
/** What one school has of one step. */
export type Standing = z.output<typeof standingSchema>;

/**
 * How each school stands in each step that it does, by a condition on `year_plan_steps` as `s`, `year_plans` as `p` and
 * `organisations` as `o`. Work counts from the first day of a step, for a year.
 */
export async function readStandings({ sql }: Pick<Ctx, 'sql'>, where: Fragment): Promise<Standing[]> {
  const began = sql`s.from_on::timestamp at time zone ${timeZone}`;
  const within = (at: Fragment) => sql`${at} >= ${began} and ${at} < ${began} + interval '1 year'`;
  const rows = await sql`
    select s.id as step, s.doer, s.from_on::text as "from", s.until_on::text as until, o.id as school, o.name,
      done.at as "doneAt", done.by as "doneBy", done.said_by as "saidBy"
    from year_plan_steps s join year_plans p on p.id = s.plan_id join organisations o on o.kind = 'school'
      left join year_plan_schools x on x.plan_id = p.id and x.organisation_id = o.id
      left join lateral (
        select at, by, said_by from (
          select k.at, 'said' as by, b.first_name as said_by from year_plan_marks k join staff b on b.id = k.by
          where k.step_id = s.id and k.organisation_id = o.id
          union all
          select min(m.reported_at), 'melding', null from meldingen m
          where m.organisation_id = o.id and m.kind = s.melding_kind and m.state <> 'withdrawn' and ${within(sql`m.reported_at`)}
          union all
          select min(l.read_at), 'list', null from lists l
          where l.sender_id = o.id and l.kind = s.list_kind and ${within(sql`l.read_at`)}
        ) ways where at is not null order by at limit 1
      ) done on true
    where ${takesPart({ sql })} and (${where})
    order by s.from_on, s.until_on, s.title, o.name`;
  return z.array(standingSchema).parse([...rows]);
}

/** So many days after its last step a plan is over: nobody is reminded of it, and schools see it no more. */
const daysAfter = 31;

/** A condition on `year_plans` as `p`: whether its steps are still something for schools on a date (ISO). */
export const isRunning = ({ sql }: Pick<Ctx, 'sql'>, today: string): Fragment => sql`
  ${today}::date <= (select max(e.until_on) from year_plan_steps e where e.plan_id = p.id) + ${daysAfter}::int`;
