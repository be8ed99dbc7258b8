import { staffOf } from '#server/accounts/staffOf.ts';
import { teamOf } from '#server/accounts/team.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Whose } from './types.ts';

/** Whose agenda it is, by the id in an address (none: one's own); null for anybody who is not of the own team. */
export function whoseAgenda(ctx: Pick<Ctx, 'actor'>, roster: Roster, who?: string | null): Whose | null {
  const { id, firstName, lastName } = staffOf(ctx);
  const team = teamOf(ctx, roster).map((member) => ({
    id: member.id,
    firstName: member.firstName,
    lastName: member.lastName,
  }));
  if (!who || who === id) return { id, firstName, lastName, own: true, team };
  const colleague = team.find((member) => member.id === who);
  return colleague ? { ...colleague, own: false, team } : null;
}
