import type { z } from 'zod';
import type { TextKey, texts } from '../content/texts.ts';

type T = ReturnType<typeof texts>;

const keys: Readonly<Record<string, TextKey>> = {
  'email-required': 'staff.error.email-required',
  'email-invalid': 'staff.error.email-invalid',
  'password-required': 'staff.error.password-required',
};

/** What is wrong with what was filled in to sign in, in words: the first thing of each field. */
export function signInErrors(t: T, error: z.ZodError): { field: string; message: string }[] {
  const first = new Map<string, string>();
  for (const { path, message } of error.issues) {
    const key = keys[message];
    if (!key) throw new Error(`expected a text for the error "${message}"`);
    const field = String(path[0]);
    if (!first.has(field)) first.set(field, t(key));
  }
  return [...first].map(([field, message]) => ({ field, message }));
}

/** How long to wait: "15 seconden", "1 minuut", "12 minuten". */
export function retryWords(t: T, seconds: number): string {
  if (seconds < 60)
    return seconds === 1 ? t('staff.error.second') : t('staff.error.seconds', { count: seconds });
  const minutes = Math.ceil(seconds / 60);
  return minutes === 1 ? t('staff.error.minute') : t('staff.error.minutes', { count: minutes });
}
