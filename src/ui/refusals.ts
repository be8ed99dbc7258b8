import { z } from 'zod';
import type { Invalid } from '#server/booking/types.ts';
import { modalitySchema, whyNots } from '#server/slots/schema.ts';
import { fieldErrors } from './errors.ts';
import type { FormValues } from './form.ts';

// What may come of a form that is not accepted, as it is kept with what was typed.

/** Refusals that are one word. */
export const refusedAs = <const Word extends string>(...words: readonly Word[]) =>
  z.object({ ok: z.literal(false), error: z.enum(words) });

export const fieldErrorsSchema = z.array(z.object({ field: z.string(), message: z.string() }));

/** Something is wrong with the fields. */
export const refusedInvalid = z.object({
  ok: z.literal(false),
  error: z.literal('invalid'),
  errors: fieldErrorsSchema,
});

/** The time is not to be had; the nearest free ones are as they were then. */
export const refusedTaken = z.object({
  ok: z.literal(false),
  error: z.literal('taken'),
  reason: z.enum(whyNots),
  alternatives: z.array(
    z.object({
      start: z.number(),
      end: z.number(),
      location: z.string(),
      modality: modalitySchema,
      available: z.number(),
    }),
  ),
});

/** The contact has another afspraak at that time, from `start` to `end` (epoch ms). */
export const refusedSameTime = z.object({
  ok: z.literal(false),
  error: z.literal('same-time'),
  start: z.number(),
  end: z.number(),
});

/** It went too often; after these seconds it may again. */
export const refusedTooMany = z.object({
  ok: z.literal(false),
  error: z.literal('too-many'),
  retryAfterSeconds: z.number(),
});

/** A private link was made anew: not refused, but shown by the same page. */
export const renewedLink = z.object({ ok: z.literal(true), generation: z.number() });

/** Hands what was sent to a verb; what its schema does not take is a refusal like the verb's own. */
export async function attempt<Input, Result>(
  schema: z.ZodType<Input>,
  values: FormValues,
  verb: (input: Input) => Promise<Result>,
): Promise<Result | Invalid> {
  const parsed = schema.safeParse(values);
  if (parsed.success) return verb(parsed.data);
  return { ok: false, error: 'invalid', errors: fieldErrors(parsed.error) };
}
