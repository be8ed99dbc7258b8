import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { settingsIn } from '#server/roster/rosterIn.ts';
import type { Ctx } from './context.ts';
import { place, type Span } from './dates.ts';
import { daysOff } from './daysOff.ts';
import { lockPlan, lockStep, type StepRow } from './find.ts';
import { insertStep } from './insertPlan.ts';
import type { MoveInput, StepInput } from './schema.ts';
import { isForSchools } from './stand.ts';

/** The team is none of that gemeente, or ended. */
export type TeamUnknown = { ok: false; error: 'team-unknown' };

/** Adds a step to a plan, on the dates that somebody chose. */
export async function addStep(
  ctx: Ctx,
  plan: string,
  step: StepInput,
): Promise<{ ok: true; id: string } | NotFound | TeamUnknown> {
  may(ctx, 'year-plan.save');
  return write<{ ok: true; id: string } | NotFound | TeamUnknown, Ctx>(ctx, async (w) => {
    const found = await lockPlan(w, 'year-plan.save', plan);
    if (!found.ok) return found;
    if (!(await isTeamOf(w, plan, step.team))) return { ok: false, error: 'team-unknown' };
    const chosen = { from: step.from, until: step.until };
    const id = await insertStep(w, plan, step, { meant: chosen, placed: chosen });
    w.record({ about: { kind: 'gemeente' }, what: 'plan-step-saved', details: { plan, step: id } });
    return { ok: true, id };
  });
}

/**
 * Changes a step. What was said of it stays, unless schools do it now and did not before, or the other way round; dates that stay
 * as they are, stay as they were meant.
 */
export async function saveStep(
  ctx: Ctx,
  id: string,
  { version, step }: { version: number; step: StepInput },
): Promise<{ ok: true } | NotFound | Changed | TeamUnknown> {
  may(ctx, 'year-plan.save');
  return changeStep<{ ok: true } | TeamUnknown>(ctx, id, version, async (w, before) => {
    if (!(await isTeamOf(w, before.plan, step.team))) return { ok: false, error: 'team-unknown' };
    const forSchools = isForSchools(step.doer);
    if (forSchools !== isForSchools(before.doer))
      await w.tx`delete from year_plan_marks where step_id = ${id}`;
    const isMoved = step.from !== before.from || step.until !== before.until;
    const meant: Span = isMoved ? step : { from: before.meantFrom, until: before.meantUntil };
    await w.tx`
      update year_plan_steps set title = ${step.title}, note = ${step.note ?? null}, doer = ${step.doer}, team_id = ${step.team ?? null},
        for_schools = ${forSchools}, from_on = ${step.from}, until_on = ${step.until}, meant_from = ${meant.from},
        meant_until = ${meant.until}, melding_kind = ${step.melding ?? null}, list_kind = ${step.list ?? null}
      where id = ${id}`;
    w.record({
      about: { kind: 'gemeente' },
      what: 'plan-step-saved',
      details: { plan: before.plan, step: id },
    });
    return { ok: true };
  });
}

/** Moves a step some days later or earlier, onto days on which who does it works. */
export async function moveStep(
  ctx: Ctx,
  id: string,
  { version, days }: MoveInput,
): Promise<{ ok: true } | NotFound | Changed> {
  may(ctx, 'year-plan.save');
  return changeStep<{ ok: true }>(ctx, id, version, async (w, { plan, doer, meantFrom, meantUntil }) => {
    const settings = await settingsIn(w);
    const meant = { from: addDays(meantFrom, days), until: addDays(meantUntil, days) };
    const { from, until } = place(meant, daysOff(isForSchools(doer), settings.schoolHolidays));
    await w.tx`
      update year_plan_steps set from_on = ${from}, until_on = ${until}, meant_from = ${meant.from}, meant_until = ${meant.until}
      where id = ${id}`;
    w.record({
      about: { kind: 'gemeente' },
      what: 'plan-step-moved',
      details: { plan, step: id, from, until },
    });
    return { ok: true };
  });
}

/** Takes a step out of its plan, with what was said of it. */
export async function removeStep(
  ctx: Ctx,
  id: string,
  { version }: { version: number },
): Promise<{ ok: true } | NotFound | Changed> {
  may(ctx, 'year-plan.save');
  return changeStep<{ ok: true }>(ctx, id, version, async (w, { plan }) => {
    await w.tx`delete from year_plan_steps where id = ${id}`;
    w.record({ about: { kind: 'gemeente' }, what: 'plan-step-removed', details: { plan, step: id } });
    return { ok: true };
  });
}

/** Changes a step as a page showed it; what others changed meanwhile is answered `changed`. The version grows with it. */
function changeStep<T extends { ok: boolean }>(
  ctx: Ctx,
  id: string,
  version: number,
  act: (w: Write<Ctx>, step: StepRow) => Promise<T>,
): Promise<T | NotFound | Changed> {
  return write<T | NotFound | Changed, Ctx>(ctx, async (w) => {
    const found = await lockStep(w, 'year-plan.save', id);
    if (!found.ok) return found;
    if (found.step.version !== version) return { ok: false, error: 'changed' };
    const result = await act(w, found.step);
    if (!result.ok) return w.undo(result);
    await w.tx`update year_plan_steps set version = version + 1 where id = ${id}`;
    return result;
  });
}

async function isTeamOf({ tx }: Write<Ctx>, plan: string, team: string | undefined): Promise<boolean> {
  if (team === undefined) return true;
  const rows = await tx`
    select from teams t join year_plans p on p.organisation_id = t.organisation_id
    where t.id = ${team} and t.active and p.id = ${plan} for share of t`;
  return rows.length > 0;
}
