import { findSlots } from '#server/availability/findSlots.ts';
import { bookableDates } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { dateInAmsterdam, mondayOf } from '#server/kernel/time.ts';
import type { Roster, Topic } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import { dateSchema } from '#server/slots/schema.ts';
import type { Manner } from './manner.ts';
import { planWeek } from './week.ts';

/** What the picker starts with. Instants are epoch ms, in order. */
export interface WeekTimes {
  /** Dates in Amsterdam: the first and the last that can be booked. */
  today: string;
  last: string;
  /** The week to show, and all that is free in it. */
  monday: string;
  starts: number[];
  /** Free times elsewhere that the page speaks of: the first of all, one in the nearest week that has any. */
  others: number[];
}

interface TimesQuery {
  topic: Topic;
  manner: Manner;
  /** `week` of the URL: any date in it, or nonsense. */
  week: string | null;
  /** Id of the only casemanager whose times count. */
  casemanager?: string | undefined;
}

/** The week to show, out of all free times up to the horizon. */
export async function planTimes(
  ctx: Ctx,
  roster: Roster,
  { topic, manner, week, casemanager }: TimesQuery,
): Promise<WeekTimes> {
  const range = bookableDates(roster, ctx.clock.now());
  const { modality, location } = manner;
  const slots = await findSlots(ctx, { topic, ...range, modality, location: location?.id, casemanager });
  const starts = slots.map(({ start }) => start);
  const bounds = { today: range.from, last: range.to };
  const plan = planWeek({ starts, ...bounds, asked: dateSchema.safeParse(week).data ?? null });
  const weekOf = (start: number) => mondayOf(dateInAmsterdam(start));
  const near = plan.nearestFree && starts.find((start) => weekOf(start) === plan.nearestFree);
  return {
    ...bounds,
    monday: plan.monday,
    starts: plan.days.flatMap(({ parts }) => parts.flatMap(({ times }) => times.map(({ start }) => start))),
    others: [plan.first?.start, near].filter((start) => typeof start === 'number'),
  };
}

/**
 * The first free time (epoch ms) in each manner, under its form value; nothing where there is none. With the id of
 * a casemanager only theirs.
 */
export async function firstTimes(
  ctx: Ctx,
  roster: Roster,
  { topic, casemanager }: { topic: Topic; casemanager?: string | undefined },
): Promise<Map<string, number>> {
  const slots = await findSlots(ctx, { topic, ...bookableDates(roster, ctx.clock.now()), casemanager });
  const first = new Map<string, number>();
  for (const { start, modality, location } of slots) {
    const key = meetsAtLocation(modality) ? `${modality}/${location}` : modality;
    if (start < (first.get(key) ?? Number.POSITIVE_INFINITY)) first.set(key, start);
  }
  return first;
}
