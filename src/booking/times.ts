import { findSlots } from '../../server/availability/findSlots.ts';
import { dateSchema } from '../../server/availability/schema.ts';
import type { Ctx } from '../../server/context.ts';
import type { Roster, Topic } from '../../server/roster/types.ts';
import { addDays, dateInAmsterdam } from '../../server/time.ts';
import type { Manner } from './manner.ts';
import { planWeek, type WeekPlan } from './week.ts';

interface TimesQuery {
  topic: Topic;
  manner: Manner;
  /** `week` of the URL: any date in it, or nonsense. */
  week: string | null;
}

/** The week to show, out of all free times up to the horizon. */
export async function planTimes(
  ctx: Ctx,
  roster: Roster,
  { topic, manner, week }: TimesQuery,
): Promise<WeekPlan> {
  const range = bookableRange(ctx, roster);
  const { modality, location } = manner;
  const { value } = await findSlots(ctx, { topic, ...range, modality, location: location?.id });
  return planWeek({
    starts: value.slots.map(({ start }) => start),
    today: range.from,
    last: range.to,
    asked: dateSchema.safeParse(week).data ?? null,
  });
}

/** The first free time (epoch ms) in each manner, under its form value; nothing where there is none. */
export async function firstTimes(ctx: Ctx, roster: Roster, topic: Topic): Promise<Map<string, number>> {
  const { value } = await findSlots(ctx, { topic, ...bookableRange(ctx, roster) });
  const first = new Map<string, number>();
  for (const { start, modality, location } of value.slots) {
    const key = modality === 'op-locatie' ? `${modality}/${location}` : modality;
    if (start < (first.get(key) ?? Number.POSITIVE_INFINITY)) first.set(key, start);
  }
  return first;
}

function bookableRange(ctx: Ctx, roster: Roster) {
  const today = dateInAmsterdam(ctx.clock.now());
  return { from: today, to: addDays(today, roster.settings.horizonDays) };
}
