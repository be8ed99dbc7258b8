import { z } from 'zod';
import { modalities } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import { findSlots } from '#server/availability/findSlots.ts';
import { bookableDates } from '#server/availability/window.ts';
import type { Ctx } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import type { Location, Topic } from '#server/roster/types.ts';
import { meetsAtLocation } from '#server/slots/rules.ts';
import type { Modality } from '#server/slots/schema.ts';
import type { Slot } from '#server/slots/types.ts';

/** Where too little is offered: a topic, a way to meet, and the place where that matters. */
export interface TightSpot {
  topic: Topic;
  modality: Modality;
  location: Location | null;
  /** How often somebody found nothing free in the last four weeks. */
  times: number;
  /** How many wait who would take a time of this. */
  waiting: number;
  /** The first free time (epoch ms), or null when there is none. */
  firstFree: number | null;
}

const countedDays = 28;
const most = 12;

const countsSchema = z.array(
  z.object({
    topic: z.string(),
    modality: z.enum(modalities),
    location: z.string().nullable(),
    times: z.int(),
    waiting: z.int(),
  }),
);

/** Where jongeren found nothing free or wait, what weighs most first. In numbers alone, so a group of one is shown as it is. */
export async function readTightSpots(ctx: Ctx): Promise<TightSpot[]> {
  may(ctx, 'waiting-list.shortages');
  const now = ctx.clock.now();
  const roster = await ctx.roster.current();
  const since = addDays(dateInAmsterdam(now), -countedDays);
  const atLocation = modalities.filter(meetsAtLocation);
  const rows = await ctx.sql`
    with wished as (
      select place.topic_id, way.modality, case when way.modality = any(${atLocation}::text[]) then one.id end as location_id, place.id
      from waiting_list place
      cross join unnest(place.modalities) as way (modality)
      join locations one on one.active and (cardinality(place.locations) = 0 or one.id = any(place.locations))
      where place.ended_at is null
    ), waiting as (
      select topic_id, modality, location_id, count(distinct id)::int as waiting from wished group by 1, 2, 3
    ), counted as (
      select topic_id, modality, location_id, sum(times)::int as times from nothing_free_days
      where day >= ${since} group by 1, 2, 3
    )
    select topic_id as topic, modality, location_id as location, coalesce(times, 0) as times, coalesce(waiting, 0) as waiting
    from counted full join waiting using (topic_id, modality, location_id)`;
  const counts = countsSchema.parse([...rows]);
  const free = new Map<string, readonly Slot[]>();
  const spots: TightSpot[] = [];
  for (const { topic: topicId, location: locationId, modality, times, waiting } of counts) {
    const topic = roster.topics.find(({ id, active }) => id === topicId && active);
    const location = roster.locations.find(({ id }) => id === locationId) ?? null;
    if (!topic) continue;
    const slots = free.get(topicId) ?? (await findSlots(ctx, { topic, ...bookableDates(roster, now) }));
    free.set(topicId, slots);
    const first = slots.find(
      (slot) => slot.modality === modality && (!location || slot.location === location.id),
    );
    spots.push({ topic, modality, location, times, waiting, firstFree: first?.start ?? null });
  }
  return spots
    .sort((a, b) => b.waiting - a.waiting || b.times - a.times || (a.topic.id < b.topic.id ? -1 : 1))
    .slice(0, most);
}
