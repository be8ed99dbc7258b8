import { z } from 'zod';
import type { Role } from '#server/access/policy.ts';
import { mailSchema } from '#server/kernel/schema.ts';
import type { ClaimRule } from '#server/settings/singleSignOn.ts';

// What the ID token of a provider means here. Pure.

/** How a provider names one of its sessions. */
export const providerSessionSchema = z.string().regex(/^(?=.*[\x21-\x7e])[\x20-\x7e]{1,255}$/);

/** The claims of a token of which signature, issuer, audience, nonce and time were checked. */
export const claimsSchema = z.looseObject({
  iss: z.string(),
  /** At most 255 signs of ASCII (OpenID Connect Core 1.0, section 2). */
  sub: z.string().regex(/^(?=.*[\x21-\x7e])[\x20-\x7e]{1,255}$/),
  /** The session at the provider. */
  sid: providerSessionSchema.optional(),
  /** How somebody signed in there. */
  acr: z.string().optional(),
});
export type Claims = z.output<typeof claimsSchema>;

/** What claims give somebody. Null where no rule is about it: that is then for a beheerder to decide. */
export interface Grant {
  roles: readonly Role[] | null;
  /** The name of a team, or `none`: rules give teams, and none to this person. */
  team: { name: string } | 'none' | null;
}

/** What the rules of the gemeente make of somebody's claims: never more than a rule says. The first rule that fits gives the team. */
export function grantOf(claims: Claims, rules: readonly ClaimRule[]): Grant {
  const fitting = rules.filter((rule) => valuesOf(claims, rule.claim).includes(rule.value));
  const team = fitting.find((rule) => rule.team !== null)?.team ?? null;
  return {
    roles: rules.some((rule) => rule.roles.length > 0)
      ? [...new Set(fitting.flatMap((rule) => rule.roles))].sort()
      : null,
    team: rules.some((rule) => rule.team !== null) ? (team === null ? 'none' : { name: team }) : null,
  };
}

/** The values of a claim as texts: of a list each, of anything else but a text or number none. */
function valuesOf(claims: Claims, name: string): string[] {
  const value = ownOf(claims, name) ?? name.split('.').reduce<unknown>(ownOf, claims);
  const all: unknown[] = Array.isArray(value) ? value : [value];
  return all.flatMap((one) => (typeof one === 'string' || typeof one === 'number' ? [String(one)] : []));
}

const ownOf = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null && Object.hasOwn(thing, name)
    ? Object.getOwnPropertyDescriptor(thing, name)?.value
    : undefined;

const addressSchema = mailSchema({ required: 'missing', invalid: 'invalid' });

/**
 * The e-mail address for which the provider vouches, as we write addresses; null without one. Entra ID says nothing of a single
 * address, but that its domain belongs to the tenant (`xms_edov`). An address alone proves nothing: its owner may have put in that
 * of somebody else.
 */
export function verifiedAddress(claims: Claims): string | null {
  const { email, email_verified: verified, xms_edov: ofDomain } = claims;
  const isVerified = verified === true || (verified === undefined && isYes(ofDomain));
  return isVerified ? (addressSchema.safeParse(email).data ?? null) : null;
}

const isYes = (value: unknown) => value === true || value === 1 || value === '1' || value === 'true';

const nameSchema = z
  .string()
  .trim()
  .min(1)
  .transform((name) => name.slice(0, 80));

/** What to call somebody who gets an account. */
export function namesOf(claims: Claims, address: string): { firstName: string; lastName: string } {
  const given = nameSchema.safeParse(claims.given_name).data;
  const family = nameSchema.safeParse(claims.family_name).data;
  return { firstName: given ?? (address.split('@')[0] ?? '').slice(0, 80), lastName: family ?? '' };
}
