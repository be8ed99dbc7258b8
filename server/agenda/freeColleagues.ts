import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { Roster } from '#server/roster/types.ts';
import { type Colleague, type ToHandOver, whoCanTake } from './whoCanTake.ts';

/**
 * The colleagues of the team who are free for each of these afspraken, with the same modality and location, by id of the
 * afspraak. One query, however many there are. Only a first look: `handOver` decides.
 */
export async function freeColleagues(
  ctx: Ctx,
  roster: Roster,
  appointments: readonly ToHandOver[],
): Promise<Map<string, Colleague[]>> {
  may(ctx, 'appointment.hand-over');
  const team = peopleInScope(ctx, 'appointment.hand-over', roster.casemanagers);
  return whoCanTake(ctx, { ...roster, casemanagers: team }, appointments);
}
