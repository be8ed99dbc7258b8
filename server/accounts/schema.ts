import { z } from 'zod';
import { roles } from '#db/schema/words.ts';
import { anyText, mailSchema } from '#server/kernel/schema.ts';

// Messages are the ends of keys in the texts for staff: `staff.error.<message>`.

/** The fewest and most characters of a password that somebody sets. */
export const passwordLength = { min: 12, max: 256 };

/** A password to set. Signing in asks nothing of its form: a wrong one is just wrong. */
export const newPasswordSchema = z
  .string({ error: 'password-required' })
  .min(passwordLength.min, { error: 'password-too-short' })
  .max(passwordLength.max, { error: 'password-too-long' });

const nameSchema = (required: string) =>
  anyText({
    most: 80,
    lines: 'one',
    words: { required, tooLong: 'name-too-long', notAllowed: 'name-not-allowed' },
  }).refine((name) => name !== '', { error: required });

/** One box that is ticked comes as a text, several as a list; kept in the order of the list of words. */
const rolesSchema = z
  .preprocess(
    (given) => (typeof given === 'string' ? [given] : given),
    z.array(z.enum(roles), { error: 'role-required' }).min(1, { error: 'role-required' }),
  )
  .transform((given) => roles.filter((role) => given.includes(role)));

/** What a beheerder says of somebody who works here; without a team one sees nothing of anybody else. */
export const personSchema = z.object({
  firstName: nameSchema('first-name-required'),
  lastName: nameSchema('last-name-required'),
  email: mailSchema({ required: 'email-required', invalid: 'email-invalid' }),
  roles: rolesSchema,
  organisation: z.uuid({ error: 'organisation-unknown' }),
  team: z.union([z.literal('').transform(() => null), z.uuid()], { error: 'team-unknown' }),
});
export type PersonInput = z.output<typeof personSchema>;

export const changePasswordSchema = z.object({
  current: z.string({ error: 'password-required' }).min(1, { error: 'password-required' }),
  password: newPasswordSchema,
});
export type ChangePasswordInput = z.output<typeof changePasswordSchema>;

export const signInSchema = z.object({
  email: mailSchema({ required: 'email-required', invalid: 'email-invalid' }),
  password: z.string({ error: 'password-required' }).min(1, { error: 'password-required' }),
});
export type SignInInput = z.output<typeof signInSchema>;

/** Whose password is forgotten. */
export const forgottenSchema = signInSchema.pick({ email: true });
