import { z } from 'zod';
import { mailSchema } from '#server/kernel/schema.ts';

// Messages are the ends of keys in the texts for staff: `staff.error.<message>`.

/** The fewest and most characters of a password that somebody sets. */
export const passwordLength = { min: 12, max: 256 };

/** A password to set. Signing in asks nothing of its form: a wrong one is just wrong. */
export const newPasswordSchema = z
  .string({ error: 'password-required' })
  .min(passwordLength.min, { error: 'password-too-short' })
  .max(passwordLength.max, { error: 'password-too-long' });

export const signInSchema = z.object({
  email: mailSchema({ required: 'email-required', invalid: 'email-invalid' }),
  password: z.string({ error: 'password-required' }).min(1, { error: 'password-required' }),
});
export type SignInInput = z.output<typeof signInSchema>;
