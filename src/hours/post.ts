import { z } from 'zod';
import { saveTimetable } from '#server/availability/saveTimetable.ts';
import type { Ctx } from '#server/booking/context.ts';
import { modalitySchema, weekParitySchema } from '#server/slots/schema.ts';
import type { FormValues } from '#ui/form.ts';
import { fieldErrorsSchema, refusedAs } from '#ui/refusals.ts';
import { weekOf } from './askPreview.ts';
import { faultWords } from './errors.ts';
import { readPosted } from './readPosted.ts';

const rules = z.array(
  z.object({
    location: z.string(),
    weekday: z.number(),
    weeks: weekParitySchema,
    from: z.string(),
    until: z.string(),
    validFrom: z.string(),
    validUntil: z.string().nullable(),
    modalities: z.array(modalitySchema).readonly(),
  }),
);

/** Why a week was not saved: what is wrong, at the fields of the form, or what somebody else saved meanwhile. */
export const hoursRefused = z.union([
  refusedAs('not-found'),
  z.object({ ok: z.literal(false), error: z.literal('invalid'), errors: fieldErrorsSchema }),
  z.object({
    ok: z.literal(false),
    error: z.literal('changed'),
    changes: z.object({ added: rules, removed: rules }),
    before: z.string(),
  }),
]);

type PostedHours = z.infer<typeof hoursRefused> | { ok: true; saved: boolean; from: string };

/** Saves the week in a form, when that is the button that was pressed; the others change the form only. */
export async function postHours(ctx: Ctx, casemanagerId: string, values: FormValues): Promise<PostedHours> {
  const { draft, saves } = readPosted(values);
  if (!saves) return { ok: true, saved: false, from: draft.from };
  const result = await saveTimetable(ctx, { casemanagerId, ...weekOf(draft), before: draft.before });
  if (result.ok) return { ok: true, saved: true, from: draft.from };
  if (result.error !== 'invalid') return result;
  const keys = draft.parts.map(({ key }) => key);
  return { ok: false, error: 'invalid', errors: faultWords(result.faults, keys) };
}
