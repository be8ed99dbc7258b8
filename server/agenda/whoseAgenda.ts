import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Roster } from '#server/roster/types.ts';
import type { Whose } from './types.ts';

/** Whose agenda it is, by the id in an address (none: one's own); null for anybody who is not of the own team. */
export function whoseAgenda(ctx: Pick<Ctx, 'actor'>, roster: Roster, who?: string | null): Whose | null {
  const { id, firstName, lastName } = may(ctx, 'agenda.read').staff;
  const team = peopleInScope(ctx, 'agenda.read', roster.casemanagers).map((member) => ({
    id: member.id,
    firstName: member.firstName,
    lastName: member.lastName,
  }));
  if (!who || who === id) return { id, firstName, lastName, own: true, team };
  const colleague = team.find((member) => member.id === who);
  return colleague ? { ...colleague, own: false, team } : null;
}
