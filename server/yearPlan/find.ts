import { z } from 'zod';
import { listKinds, meldingKinds, planDoers } from '#db/schema/words.ts';
import { rawScope, type StaffAction } from '#server/access/scope.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

const planSchema = z.object({
  id: z.uuid(),
  organisation: z.uuid(),
  name: z.string(),
  schoolYear: z.int(),
  version: z.int(),
});
export type PlanRow = z.output<typeof planSchema>;

/** A plan that whoever is signed in may do something with, locked. */
export async function lockPlan(
  w: Write<Ctx>,
  action: StaffAction,
  id: string,
): Promise<{ ok: true; plan: PlanRow } | NotFound> {
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const [row] = await w.tx`
    select p.id, p.organisation_id as organisation, p.name, p.school_year as "schoolYear", p.version
    from year_plans p join organisations o on o.id = p.organisation_id
    where p.id = ${id} and ${rawScope(w.ctx, action)} for update of p`;
  return row === undefined ? { ok: false, error: 'not-found' } : { ok: true, plan: planSchema.parse(row) };
}

export const stepRowSchema = z.object({
  id: z.uuid(),
  plan: z.uuid(),
  title: z.string(),
  note: z.string().nullable(),
  doer: z.enum(planDoers),
  team: z.uuid().nullable(),
  from: z.iso.date(),
  until: z.iso.date(),
  meantFrom: z.iso.date(),
  meantUntil: z.iso.date(),
  melding: z.enum(meldingKinds).nullable(),
  list: z.enum(listKinds).nullable(),
  version: z.int(),
});
/** A step as the rules look at it; dates are ISO. */
export type StepRow = z.output<typeof stepRowSchema>;

/** The columns of a step, of `year_plan_steps` as `s`. */
export const stepColumns = ({ sql }: Pick<Ctx, 'sql'>) => sql`
  s.id, s.plan_id as plan, s.title, s.note, s.doer, s.team_id as team, s.from_on::text as "from", s.until_on::text as until,
  s.meant_from::text as "meantFrom", s.meant_until::text as "meantUntil", s.melding_kind as melding, s.list_kind as list, s.version`;

/** A step that whoever is signed in may do something with, locked. Of another gemeente and unknown look the same. */
export async function lockStep(
  w: Write<Ctx>,
  action: StaffAction,
  id: string,
): Promise<{ ok: true; step: StepRow } | NotFound> {
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  const [row] = await w.tx`
    select ${stepColumns(w.ctx)}
    from year_plan_steps s join year_plans p on p.id = s.plan_id join organisations o on o.id = p.organisation_id
    where s.id = ${id} and ${rawScope(w.ctx, action)} for update of s`;
  return row === undefined ? { ok: false, error: 'not-found' } : { ok: true, step: stepRowSchema.parse(row) };
}
