import { staffOf } from '../accounts/staffOf.ts';
import type { Ctx } from '../context.ts';
import { addDays } from '../time.ts';
import { readDays } from './readDays.ts';
import type { AgendaDay } from './types.ts';

const daysAfter = 7;

/** One day in the agenda of the casemanager who is signed in, and of the week after it the days with something on them. */
export async function readDay(
  ctx: Ctx,
  { date }: { date: string },
): Promise<{ day: AgendaDay; soon: AgendaDay[] }> {
  const range = { from: date, to: addDays(date, daysAfter) };
  const [day, ...after] = await readDays(ctx, { casemanagerId: staffOf(ctx).id, ...range });
  if (!day) throw new Error(`expected a day for ${date}`);
  return { day, soon: after.filter(({ items }) => items.length > 0) };
}
