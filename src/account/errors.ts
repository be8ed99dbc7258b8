import type { z } from 'zod';
import { fieldErrors, type SaidError, sayErrors } from '#ui/errors.ts';
import type { TextKey, texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

const keys: Readonly<Record<string, TextKey>> = {
  'email-required': 'staff.error.email-required',
  'email-invalid': 'staff.error.email-invalid',
  'password-required': 'staff.error.password-required',
};

/** What is wrong with what was filled in to sign in. */
export function signInErrors(t: T, error: z.ZodError): SaidError[] {
  const say = (message: string) => {
    const key = keys[message];
    if (!key) throw new Error(`expected a text for the error "${message}"`);
    return t(key);
  };
  return sayErrors(fieldErrors(error), { fields: ['email', 'password'], say });
}

/** How long to wait: "15 seconden", "1 minuut", "12 minuten". */
export function retryWords(t: T, seconds: number): string {
  if (seconds < 60)
    return seconds === 1 ? t('staff.error.second') : t('staff.error.seconds', { count: seconds });
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? t('staff.error.minute') : t('staff.error.minutes', { count: minutes });
}
