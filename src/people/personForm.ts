import { z } from 'zod';
import type { Ctx } from '#server/accounts/context.ts';
import { resetFactors } from '#server/accounts/factors/resetFactors.ts';
import type { Person } from '#server/accounts/people.ts';
import { renewPasswordLink } from '#server/accounts/renewPasswordLink.ts';
import { restorePerson } from '#server/accounts/restorePerson.ts';
import { savePerson } from '#server/accounts/savePerson.ts';
import { personSchema } from '#server/accounts/schema.ts';
import { keepPassword } from '#server/accounts/sso/keepPassword.ts';
import { unlinkPerson } from '#server/accounts/sso/unlinkPerson.ts';
import type { FieldError } from '#server/kernel/fieldError.ts';
import { readVersion, versionField } from '#server/kernel/version.ts';
import { type SaidError, sayErrors } from '#ui/errors.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { attempt, refusedAs, refusedInvalid } from '#ui/refusals.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

export const personFields = ['firstName', 'lastName', 'email', 'organisation', 'roles', 'team'] as const;
const oneText = ['firstName', 'lastName', 'email', 'organisation', 'team'] as const;
/** What stands in the fields. */
export type PersonFields = Partial<Record<(typeof oneText)[number], string>> & { roles: readonly string[] };

const faults = [
  'first-name-required',
  'last-name-required',
  'name-too-long',
  'name-not-allowed',
  'email-required',
  'email-invalid',
  'email-taken',
  'role-required',
  'role-elsewhere',
  'organisation-unknown',
  'team-unknown',
  'team-elsewhere',
  'changed',
  'last-manager',
  'oneself',
  'no-factor',
  'unknown',
  'signs-in-elsewhere',
  'no-manager',
  'enough-kept',
] as const;

/** The field that is to blame, where one is. */
const fieldOf: Readonly<Record<string, string>> = {
  'email-taken': 'email',
  'role-elsewhere': 'roles',
  'organisation-unknown': 'organisation',
  'team-unknown': 'team',
  'team-elsewhere': 'team',
  'last-manager': 'roles',
};

/** What is wrong with a person, and what to do. */
export function sayPersonFault(t: T, message: string): string {
  const fault = faults.find((one) => one === message);
  if (!fault) throw new Error(`expected a text for the error "${message}"`);
  return t(`people.error.${fault}`);
}

/** Errors of the form of a person, in words. */
export function personErrors(t: T, errors: readonly FieldError[]): SaidError[] {
  return sayErrors(errors, {
    fields: personFields,
    say: (message) => sayPersonFault(t, message),
  });
}

/** A refusal of one word as an error of its field. */
export const asFieldError = (error: string): FieldError => ({ field: fieldOf[error] ?? '', message: error });

export const typedPerson = (values: FormValues): PersonFields => ({
  ...Object.fromEntries(
    oneText.flatMap((name) => {
      const value = typed(values, name);
      return value === undefined ? [] : [[name, value]];
    }),
  ),
  roles: [values.roles].flat().filter((value) => typeof value === 'string'),
});

export const storedPerson = ({
  firstName,
  lastName,
  email,
  roles,
  organisation,
  team,
}: Person): PersonFields => ({
  firstName,
  lastName,
  email,
  organisation: organisation.id,
  roles,
  team: team?.id ?? '',
});

/** A link that was made just now, as it is kept with the form: the page says it again while it is that one. */
export const madeLink = z.object({ ok: z.literal(true), nonce: z.uuid() });

/** What is wrong with where somebody was said to work, or with their address. */
export const misplaced = [
  'email-taken',
  'team-unknown',
  'team-elsewhere',
  'organisation-unknown',
  'role-elsewhere',
] as const;

const ofSso = ['signs-in-elsewhere', 'no-manager', 'enough-kept'] as const;

export const personRefused = madeLink
  .or(refusedInvalid)
  .or(refusedAs(...misplaced, 'changed', 'last-manager', 'oneself', 'no-factor', 'unknown', ...ofSso))
  .or(
    z.object({
      ok: z.literal(false),
      error: z.literal('still-open'),
      appointments: z.int(),
      conversations: z.int(),
      trajecten: z.int(),
    }),
  );

/** What the page says was just done. */
export const personNews = ['saved', 'ended', 'factors-reset'] as const;
export type PersonNews = (typeof personNews)[number];

type Carried = z.output<typeof personRefused> | { ok: true; done: PersonNews };

/** Carries out what was posted about somebody. */
export async function postPerson(ctx: Ctx, id: string, values: FormValues): Promise<Carried> {
  switch (typed(values, 'does')) {
    case 'reset-factors': {
      const reset = await resetFactors(ctx, id);
      return reset.ok ? { ok: true, done: 'factors-reset' } : reset;
    }
    case 'restore':
      return made(await restorePerson(ctx, id));
    case 'unlink':
      return made(await unlinkPerson(ctx, id));
    case 'keep':
    case 'keep-not': {
      const kept = await keepPassword(ctx, id, typed(values, 'does') === 'keep');
      return kept.ok ? { ok: true, done: 'saved' } : kept;
    }
    case 'link':
      return made(await renewPasswordLink(ctx, id));
    default: {
      const version = readVersion(values[versionField]);
      const saved = await attempt(personSchema, values, (input) =>
        savePerson(ctx, id, { ...input, version }),
      );
      return saved.ok ? { ok: true, done: 'saved' } : saved;
    }
  }
}

const made = (result: Awaited<ReturnType<typeof renewPasswordLink | typeof unlinkPerson>>): Carried =>
  result.ok ? { ok: true, nonce: result.link.nonce } : result;
