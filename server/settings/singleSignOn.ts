import { z } from 'zod';
import { roles } from '#db/schema/words.ts';
import { lineSchema } from './fields.ts';

/** What one value of one claim gives. */
const claimRuleSchema = z.strictObject({
  /** The name of a claim in the ID token, `groups`; with dots the way into it, `realm_access.roles`. */
  claim: lineSchema(200),
  /** What the claim is, or one of what it lists. */
  value: lineSchema(200),
  roles: z.array(z.enum(roles)).default([]),
  /** The name of a team of the gemeente. */
  team: lineSchema(80).nullable().default(null),
});

/**
 * What who signs in at the provider gets here. Without rules a claim gives nobody anything: roles and teams are then what a
 * beheerder decided.
 */
export const singleSignOnSchema = z.strictObject({
  /** What people know it by: "Inloggen met …". */
  name: lineSchema(60).default('het werkaccount'),
  /** Whether somebody whom a rule gives a role gets an account at their first sign-in, without an invitation. */
  createAccounts: z.boolean().default(false),
  rules: z.array(claimRuleSchema).max(200).default([]),
});

export type SingleSignOnSettings = z.infer<typeof singleSignOnSchema>;
export type ClaimRule = SingleSignOnSettings['rules'][number];
