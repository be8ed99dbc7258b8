import { staffOf } from '../accounts/staffOf.ts';
import type { Ctx } from '../context.ts';
import { readDays } from './readDays.ts';
import type { AgendaDay } from './types.ts';

/** The days from `from` to `to` (both included) in the agenda of the casemanager who is signed in. */
export async function readWeek(ctx: Ctx, range: { from: string; to: string }): Promise<AgendaDay[]> {
  return readDays(ctx, { casemanagerId: staffOf(ctx).id, ...range });
}
