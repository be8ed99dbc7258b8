import { z } from 'zod';
import { weeklyRuleSchema } from '#server/availability/readRules.ts';
import { saveTimetable } from '#server/availability/saveTimetable.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { saidErrorsSchema } from '#ui/errors.ts';
import type { FormValues } from '#ui/form.ts';
import { refusedAs } from '#ui/refusals.ts';
import { refusedChanged } from '#ui/version.ts';
import { weekOf } from './askPreview.ts';
import { faultWords } from './errors.ts';
import { readPosted } from './readPosted.ts';

/** Why a week was not saved: what is wrong, at the fields of the form, or what somebody else saved meanwhile. */
export const hoursNotSaved = z.union([
  refusedAs('not-found'),
  z.object({ ok: z.literal(false), error: z.literal('invalid'), errors: saidErrorsSchema }),
  refusedChanged(z.object({ version: z.number(), rules: weeklyRuleSchema.array() })),
]);

type Done = z.infer<typeof hoursNotSaved> | { ok: true; saved: boolean; from: string };

/** Saves the week in a form, when that is the button that was pressed; the others change the form only. */
export async function carryOut(ctx: Ctx, casemanagerId: string, values: FormValues): Promise<Done> {
  const { draft, saves } = readPosted(values);
  const week = weekOf(draft, dateInAmsterdam(ctx.clock.now()));
  if (!saves) return { ok: true, saved: false, from: week.from };
  const result = await saveTimetable(ctx, { casemanagerId, ...week, version: draft.version });
  if (result.ok) return { ok: true, saved: true, from: week.from };
  if (result.error !== 'invalid') return result;
  return { ok: false, error: 'invalid', errors: faultWords(result.faults, draft.parts) };
}
