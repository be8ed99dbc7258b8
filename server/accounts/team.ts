import { eq, type SQL } from 'drizzle-orm';
import { staff } from '#db/schema/index.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import { staffOf } from './staffOf.ts';

// Who may see and change the agenda of a casemanager: they themselves, and the members of their team.

/** The casemanagers of the team of whoever is signed in, they themselves first, then by first name. */
export function teamOf(ctx: Pick<Ctx, 'actor'>, roster: Roster): Casemanager[] {
  const { id, team } = staffOf(ctx);
  const members = roster.casemanagers.filter(
    (casemanager) => casemanager.id === id || (team !== null && casemanager.team === team.id),
  );
  return members.sort((a, b) => Number(b.id === id) - Number(a.id === id));
}

/** The same as a condition on a query that joins `staff` on the casemanager; those no longer active included. */
export function ofTeam(ctx: Pick<Ctx, 'actor'>): SQL {
  const { id, team } = staffOf(ctx);
  return team === null ? eq(staff.id, id) : eq(staff.teamId, team.id);
}
