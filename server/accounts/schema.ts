import { z } from 'zod';

// Messages are the ends of keys in the texts for staff: `staff.error.<message>`.

/** The fewest and most characters of a password that somebody sets. */
export const passwordLength = { min: 12, max: 256 };

/** A password to set. Signing in asks nothing of its form: a wrong one is just wrong. */
export const newPasswordSchema = z
  .string({ error: 'password-required' })
  .min(passwordLength.min, { error: 'password-too-short' })
  .max(passwordLength.max, { error: 'password-too-long' });

export const signInSchema = z.object({
  email: z
    .string({ error: 'email-required' })
    .transform((text) => text.trim().toLowerCase())
    .pipe(
      z
        .string()
        .min(1, { error: 'email-required', abort: true })
        .max(254, { error: 'email-invalid' })
        .pipe(z.email({ error: 'email-invalid' })),
    ),
  password: z.string({ error: 'password-required' }).min(1, { error: 'password-required' }),
});
export type SignInInput = z.output<typeof signInSchema>;
