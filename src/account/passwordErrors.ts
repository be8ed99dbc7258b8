import type { FieldError } from '#server/kernel/fieldError.ts';
import { type SaidError, sayErrors } from '#ui/errors.ts';
import type { texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

const faults = ['password-required', 'password-too-short', 'password-too-long', 'weak', 'wrong'] as const;

/** What is wrong with a password that is set or changed, in words. */
export function passwordErrors(t: T, errors: readonly FieldError[]): SaidError[] {
  return sayErrors(errors, {
    fields: ['current', 'password'],
    say(message) {
      const fault = faults.find((one) => one === message);
      if (!fault) throw new Error(`expected a text for the error "${message}"`);
      return t(`account.error.${fault}`);
    },
  });
}
