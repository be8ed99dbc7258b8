import { randomUUID } from 'node:crypto';
import type { Write } from '#server/kernel/write.ts';
import { settingsIn } from '#server/roster/rosterIn.ts';
import type { Ctx } from './context.ts';
import { place, type Span } from './dates.ts';
import { daysOff } from './daysOff.ts';
import type { StepInput } from './schema.ts';
import { isForSchools, type PlanDoer } from './stand.ts';

/** A plan of that name is there for that school year. */
export type NameTaken = { ok: false; error: 'plan-name-taken' };

type Made = { ok: true; id: string } | NameTaken;

/** A step as it is meant to be: where it comes is decided by the days off. */
interface Meant {
  title: string;
  note?: string | undefined;
  doer: PlanDoer;
  team?: string | undefined;
  melding?: StepInput['melding'];
  list?: StepInput['list'];
  meant: Span;
}

interface NewPlan {
  organisation: string;
  name: string;
  schoolYear: number;
  by: string;
  steps: readonly Meant[];
  /** The plan that it is a copy of. */
  copyOf?: string;
}

/** Writes a plan with its steps, each on days on which who does it works; a part of a write. */
export async function insertPlan(
  w: Write<Ctx>,
  { organisation, name, schoolYear, by, steps, copyOf }: NewPlan,
): Promise<Made> {
  const id = randomUUID();
  const rows = await w.tx`
    insert into year_plans (id, organisation_id, name, school_year, created_at, created_by)
    values (${id}, ${organisation}, ${name}, ${schoolYear}, ${w.now}::timestamptz, ${by})
    on conflict (organisation_id, school_year, name) do nothing returning id`;
  if (rows.length === 0) return { ok: false, error: 'plan-name-taken' };
  const settings = await settingsIn(w);
  for (const step of steps) {
    const { meant } = step;
    const placed = place(meant, daysOff(isForSchools(step.doer), settings.schoolHolidays));
    await insertStep(w, id, step, { meant, placed });
  }
  const details = { plan: id, ...(copyOf === undefined ? {} : { copyOf }) };
  w.record({ about: { kind: 'gemeente' }, what: 'year-plan-made', details });
  return { ok: true, id };
}

/** Writes a step; a part of a write. */
export async function insertStep(
  w: Write<Ctx>,
  plan: string,
  { title, note, doer, team, melding, list }: Omit<Meant, 'meant'>,
  { meant, placed }: { meant: Span; placed: Span },
): Promise<string> {
  const id = randomUUID();
  await w.tx`
    insert into year_plan_steps (id, plan_id, title, note, doer, team_id, for_schools, from_on, until_on, meant_from, meant_until,
      melding_kind, list_kind)
    values (${id}, ${plan}, ${title}, ${note ?? null}, ${doer}, ${team ?? null}, ${isForSchools(doer)}, ${placed.from},
      ${placed.until}, ${meant.from}, ${meant.until}, ${melding ?? null}, ${list ?? null})`;
  return id;
}
