import type { FieldError } from '#server/kernel/fieldError.ts';
import { type SaidError, sayErrors } from '#ui/errors.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

const faults = [
  'over',
  'code-required',
  'code-wrong',
  'code-used',
  'recovery-wrong',
  'passkey-failed',
  'too-many-factors',
  'name-required',
  'name-too-long',
  'name-not-allowed',
  'last-factor',
  'password-required',
  'wrong',
  'email-required',
  'email-invalid',
] as const;

/** The field that is to blame, where one is. */
const fieldOf: Readonly<Record<string, string>> = {
  'code-wrong': 'code',
  'code-used': 'code',
  'recovery-wrong': 'recovery',
  wrong: 'current',
};

/** What is wrong with a factor that is given, added or changed, in words. */
export function factorErrors(t: T, errors: readonly FieldError[]): SaidError[] {
  return sayErrors(errors, {
    fields: ['code', 'recovery', 'name', 'current', 'email'],
    say(message) {
      // What a browser made up by itself fails like a passkey that does.
      const fault = faults.find((one) => one === message) ?? 'passkey-failed';
      return t(`factor.error.${fault}`);
    },
  });
}

/** A refusal of one word as an error of its field. */
export const asFactorError = (error: string): FieldError => ({ field: fieldOf[error] ?? '', message: error });
