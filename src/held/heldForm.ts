import { z } from 'zod';
import type { Ctx } from '#server/booking/context.ts';
import { type FindHeldResult, findHeld } from '#server/held/findHeld.ts';
import { findHeldSchema } from '#server/held/request.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { type SaidError, sayErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedInvalid } from '#ui/refusals.ts';
import { texts } from '../content/texts.ts';

export const requestFields = ['contact', 'verified', 'name'] as const;
/** What stands in the fields. */
export type RequestFields = Partial<Record<(typeof requestFields)[number], string>>;

export const typedRequest = (values: FormValues): RequestFields =>
  Object.fromEntries(requestFields.map((name) => [name, typed(values, name)]));

const refused = refusedInvalid.or(
  z.object({ ok: z.literal(false), error: z.literal('too-many'), retryAfterSeconds: z.number() }),
);
export type Refused = z.output<typeof refused>;

/** Looks up what a form asks for, to show it or to hand it over as JSON. */
export const lookUp = (
  ctx: Ctx,
  values: FormValues,
  as: 'page' | 'json',
): Promise<FindHeldResult | Refused> => attempt(findHeldSchema, values, (input) => findHeld(ctx, input, as));

const faults = ['contact-required', 'contact-invalid', 'verified-required'] as const;

export function requestErrors(errors: readonly FieldError[]): SaidError[] {
  const t = texts();
  return sayErrors(errors, {
    fields: requestFields,
    say(message) {
      const fault = faults.find((one) => one === message);
      if (!fault) throw new Error(`expected a text for the error "${message}"`);
      return t(`request.error.${fault}`);
    },
  });
}
