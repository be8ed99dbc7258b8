import { peopleInScope, type StaffAction } from '#server/access/scope.ts';
import type { Ctx } from '#server/availability/context.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import type { HoursGround } from './hoursGround.ts';

/** A casemanager of the own team with the roster they are in; undefined for anybody else. */
export async function ofCasemanager(
  ctx: Ctx,
  action: StaffAction,
  casemanagerId: string,
): Promise<{ roster: Roster; casemanager: Casemanager } | undefined> {
  const roster = await ctx.roster.current();
  const casemanager = peopleInScope(ctx, action, roster.casemanagers).find(({ id }) => id === casemanagerId);
  return casemanager && { roster, casemanager };
}

/** What a week or an exception of this casemanager is checked against. */
export function groundOf(roster: Roster, casemanager: Casemanager, today: string): HoursGround {
  return { today, locations: roster.locations, modalities: casemanager.modalities };
}
