import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { lockStep } from './find.ts';
import type { MarkInput } from './schema.ts';
import { isForSchools } from './stand.ts';
import { takesPart } from './takesPart.ts';

type Marked = { ok: true } | NotFound;

/** Says that a step is done, or is not: of the gemeente, or for a school that said so. Saying it twice is saying it once. */
export async function markStep(ctx: Ctx, id: string, { school, done }: MarkInput): Promise<Marked> {
  may(ctx, 'year-plan.save');
  return write<Marked, Ctx>(ctx, async (w) => {
    const found = await lockStep(w, 'year-plan.save', id);
    if (!found.ok) return found;
    const isOne = school === null ? !isForSchools(found.step.doer) : await isOfStep(w, id, school);
    if (!isOne) return { ok: false, error: 'not-found' };
    return mark(w, id, { school, done });
  });
}

/** The same by a school, of what it does itself. */
export async function markOwnStep(ctx: Ctx, id: string, { done }: Pick<MarkInput, 'done'>): Promise<Marked> {
  const { staff: me } = may(ctx, 'year-plan.own.mark');
  return write<Marked, Ctx>(ctx, async (w) => {
    if (!(await isOfStep(w, id, me.organisation))) return { ok: false, error: 'not-found' };
    return mark(w, id, { school: me.organisation, done });
  });
}

/** Whether a school does a step; locks the step, so that it stays one for schools. */
async function isOfStep(w: Write<Ctx>, id: string, school: string): Promise<boolean> {
  const rows = await w.tx`
    select from year_plan_steps s join organisations o on o.id = ${school}
      left join year_plan_schools x on x.plan_id = s.plan_id and x.organisation_id = o.id
    where s.id = ${id} and ${takesPart(w.ctx)} for share of s`;
  return rows.length > 0;
}

async function mark(w: Write<Ctx>, id: string, { school, done }: MarkInput): Promise<Marked> {
  const { actor } = w.ctx;
  if (actor.kind !== 'staff') throw new Error('expected somebody of staff');
  const rows = done
    ? await w.tx`
        insert into year_plan_marks (step_id, for_schools, organisation_id, at, by)
        values (${id}, ${school !== null}, ${school}, ${w.now}::timestamptz, ${actor.staff.id})
        on conflict (step_id, organisation_id) do nothing returning step_id`
    : await w.tx`
        delete from year_plan_marks where step_id = ${id} and organisation_id is not distinct from ${school} returning step_id`;
  if (rows.length === 0) return { ok: true };
  const what = done ? 'plan-step-done' : 'plan-step-not-done';
  const details = { step: id, ...(school === null ? {} : { school }) };
  w.record({ about: { kind: 'gemeente' }, what, details });
  return { ok: true };
}
