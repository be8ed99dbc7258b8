import type { Role } from '#server/access/policy.ts';
import type { texts } from '../content/texts.ts';

/** "Casemanager, beheerder" */
export function sayRoles(t: ReturnType<typeof texts>, roles: readonly Role[]): string {
  const words = roles.map((role) => t(`people.role.${role}`)).join(', ');
  return words.slice(0, 1) + words.slice(1).toLowerCase();
}
