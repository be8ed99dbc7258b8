import type { Fragment } from 'postgres';
import type { Ctx } from './context.ts';

/**
 * A condition on `year_plan_steps` as `s`, `organisations` as `o` and, where there is one, `year_plan_schools` as `x`: whether a
 * school does a step. One of which nothing was said does all that schools do.
 */
export const takesPart = ({ sql }: Pick<Ctx, 'sql'>): Fragment => sql`
  (s.for_schools and o.kind = 'school' and o.active and case s.doer
    when 'vo-schools' then coalesce(x.sector, 'both') in ('vo', 'both')
    when 'mbo-schools' then coalesce(x.sector, 'both') in ('mbo', 'both')
    else coalesce(x.sector, 'both') <> 'none' end)`;
