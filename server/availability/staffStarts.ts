import type { Ctx } from '#server/availability/context.ts';
import type { Roster } from '#server/roster/types.ts';
import { type StaffSlotsQuery, staffSlots } from './staffSlots.ts';

/** The free starts (epoch ms) that staff may give out within their team, soonest first. One query. */
export async function staffStarts(ctx: Ctx, roster: Roster, query: StaffSlotsQuery): Promise<number[]> {
  // For telefoon and video the same start occurs once per location.
  return [...new Set((await staffSlots(ctx, roster, query)).map(({ start }) => start))];
}
