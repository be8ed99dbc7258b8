import { z } from 'zod';
import { readDate } from '#server/kernel/readDate.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readVersion } from '#server/kernel/version.ts';
import { beginPlan } from '#server/yearPlan/beginPlan.ts';
import type { Ctx } from '#server/yearPlan/context.ts';
import { copyPlan } from '#server/yearPlan/copyPlan.ts';
import { markStep } from '#server/yearPlan/markStep.ts';
import { removePlan } from '#server/yearPlan/removePlan.ts';
import { renamePlan } from '#server/yearPlan/renamePlan.ts';
import { saveSectors } from '#server/yearPlan/saveSectors.ts';
import {
  beginSchema,
  copySchema,
  markSchema,
  moveSchema,
  renameSchema,
  sectorsSchema,
  stepSchema,
} from '#server/yearPlan/schema.ts';
import { addStep, moveStep, removeStep, saveStep } from '#server/yearPlan/steps.ts';
import { type FormValues, optional, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';

/** Why something about a plan was not done; `sure` when nobody said that they are. */
export const planNotDone = z.union([
  refusedInvalid,
  refusedAs('not-found', 'changed', 'plan-name-taken', 'team-unknown', 'sure'),
]);
export type PlanNotDone = z.output<typeof planNotDone>;

/** What a page says was done. */
export const doneWords = [
  'begin',
  'copy',
  'rename',
  'remove',
  'sectors',
  'mark',
  'unmark',
  'move',
  'save',
  'remove-step',
] as const;
export type DoneWord = (typeof doneWords)[number];

/** `plan` is the one that is shown afterwards. */
type Done = { ok: true; done: DoneWord; plan?: string } | PlanNotDone;

const said = (result: { ok: true; id?: string } | PlanNotDone, done: DoneWord, plan?: string): Done => {
  if (!result.ok) return result;
  const shown = result.id ?? plan;
  return shown === undefined ? { ok: true, done } : { ok: true, done, plan: shown };
};

/** Carries out one form of the page of plans. */
export async function carryOut(ctx: Ctx, plan: string, values: FormValues): Promise<Done> {
  const act = typed(values, 'act');
  const named = { name: values.name, schoolYear: Number(typed(values, 'schoolYear')) };
  switch (act) {
    case 'de-overstap':
    case 'empty': {
      const sent = { ...named, beginning: act };
      return said(await attempt(beginSchema, sent, (input) => beginPlan(ctx, input)), 'begin');
    }
    case 'copy': {
      const sent = { name: values.copyName, schoolYear: Number(typed(values, 'copyYear')) };
      return said(await attempt(copySchema, sent, (input) => copyPlan(ctx, plan, input)), 'copy');
    }
    case 'rename': {
      const sent = { version: values.version, name: values.planName };
      return said(await attempt(renameSchema, sent, (input) => renamePlan(ctx, plan, input)), 'rename', plan);
    }
    case 'remove':
      if (values.sure !== 'yes') return { ok: false, error: 'sure' };
      return said(await removePlan(ctx, plan, { version: readVersion(values.version) }), 'remove');
    case 'sectors': {
      const sectors = Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) =>
          name.startsWith('sector-') ? [[name.slice('sector-'.length), value]] : [],
        ),
      );
      const sent = { version: values.version, sectors };
      return said(
        await attempt(sectorsSchema, sent, (input) => saveSectors(ctx, plan, input)),
        'sectors',
        plan,
      );
    }
    default:
      return carryOutInList(ctx, plan, values);
  }
}

/** One of the buttons beside the steps: its name is what it does, its value a step, and a version or a school. */
async function carryOutInList(ctx: Ctx, plan: string, values: FormValues): Promise<Done> {
  const name = (['mark', 'unmark', 'earlier', 'later'] as const).find((one) => values[one] !== undefined);
  if (name === undefined) return { ok: false, error: 'not-found' };
  const [step = '', of] = (typed(values, name) ?? '').split(' ');
  if (name === 'earlier' || name === 'later') {
    const sent = { version: of, days: name === 'later' ? 7 : -7 };
    return said(await attempt(moveSchema, sent, (input) => moveStep(ctx, step, input)), 'move', plan);
  }
  const sent = { school: of ?? null, done: name === 'mark' };
  return said(await attempt(markSchema, sent, (input) => markStep(ctx, step, input)), name, plan);
}

/** Carries out the form of one step; of a new one `step` is undefined. */
export async function carryOutStep(
  ctx: Ctx,
  { plan, step }: { plan: string; step: string | undefined },
  values: FormValues,
): Promise<Done> {
  const version = readVersion(values.version);
  if (step !== undefined && typed(values, 'act') === 'remove')
    return said(await removeStep(ctx, step, { version }), 'remove-step', plan);
  const today = dateInAmsterdam(ctx.clock.now());
  const date = (name: string) => {
    const text = typed(values, name) ?? '';
    return readDate(text, today, { ahead: true }) ?? text;
  };
  const sent = {
    title: values.title,
    note: values.note,
    doer: values.doer,
    team: optional(values, 'team'),
    from: date('from'),
    until: date('until'),
    melding: optional(values, 'melding'),
    list: optional(values, 'list'),
  };
  const result = await attempt(stepSchema, sent, async (input) => {
    if (step !== undefined) return saveStep(ctx, step, { version, step: input });
    const added = await addStep(ctx, plan, input);
    return added.ok ? { ok: true as const } : added;
  });
  return said(result, 'save', plan);
}
