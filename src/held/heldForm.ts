import { z } from 'zod';
import { type FindCandidatesResult, findCandidates } from '#server/held/findCandidates.ts';
import { type FindHeldResult, findHeld } from '#server/held/findHeld.ts';
import { findCandidatesSchema, findChosenSchema, findHeldSchema } from '#server/held/request.ts';
import type { Ctx } from '#server/http/context.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { readDate as readBirthDate } from '#server/startkwalificatie/date.ts';
import { type SaidError, sayErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedInvalid } from '#ui/refusals.ts';
import { texts } from '../content/texts.ts';

const requestFields = ['contact', 'fullName', 'birthDate', 'jongere', 'verified', 'name'] as const;
/** What stands in the fields. */
export type RequestFields = Partial<Record<(typeof requestFields)[number], string>>;

export const typedRequest = (values: FormValues): RequestFields =>
  Object.fromEntries(requestFields.map((name) => [name, typed(values, name)]));

const refused = refusedInvalid.or(
  z.object({ ok: z.literal(false), error: z.literal('too-many'), retryAfterSeconds: z.number() }),
);
export type Refused = z.output<typeof refused>;

/** How a form looks somebody up: under a contact, by name and date of birth, or whom a person chose of these. */
export type Way = 'contact' | 'name' | 'chosen';

export function wayOf({ contact = '', fullName = '', birthDate = '', jongere }: RequestFields): Way {
  if (jongere !== undefined) return 'chosen';
  return contact === '' && (fullName !== '' || birthDate !== '') ? 'name' : 'contact';
}

/** Looks up what a form asks for, to show it or to hand it over as a file. */
export const lookUp = (
  ctx: Ctx,
  values: FormValues,
  as: 'page' | 'json' | 'text',
): Promise<FindHeldResult | Refused> =>
  wayOf(typedRequest(values)) === 'chosen'
    ? attempt(findChosenSchema, values, (input) => findHeld(ctx, input, as))
    : attempt(findHeldSchema, values, (input) => findHeld(ctx, input, as));

/** Looks up who may have this name and date of birth. */
export function lookForPeople(ctx: Ctx, values: FormValues): Promise<FindCandidatesResult | Refused> {
  const today = dateInAmsterdam(ctx.clock.now());
  const birthDate = readBirthDate(typed(values, 'birthDate') ?? '', today);
  const sent = { ...values, birthDate: birthDate.ok ? birthDate.date : '' };
  return attempt(findCandidatesSchema, sent, (input) => findCandidates(ctx, input));
}

const faults = [
  ...(['contact-required', 'contact-invalid', 'verified-required'] as const),
  ...(['full-name-invalid', 'birth-date-invalid', 'jongere-required'] as const),
] as const;

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
