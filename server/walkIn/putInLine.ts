import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { Invalid } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { placesInScope } from './places.ts';
import type { WalkInInput } from './schema.ts';

export type PutInLineResult = { ok: true; id: string; number: number } | Invalid | NotFound;

/** Puts somebody who walked in at the end of the line of a location, with the next number. The same form twice does so once. */
export async function putInLine(ctx: Ctx, input: WalkInInput): Promise<PutInLineResult> {
  may(ctx, 'walk-in.write');
  const roster = await ctx.roster.current();
  const { id, location, topic, firstName } = input;
  if (!findTopic(roster, topic, 'staff'))
    return { ok: false, error: 'invalid', errors: [{ field: 'topic', message: 'topic-unknown' }] };
  if (!placesInScope(ctx, 'walk-in.write', roster).some((place) => place.id === location))
    return { ok: false, error: 'not-found' };
  return write(ctx, async (w) => {
    const number = await insertWalkIn(w, { id, location, topic, firstName: firstName ?? null });
    return { ok: true, id, number };
  });
}

interface NewWalkIn {
  id: string;
  location: string;
  topic: string;
  firstName: string | null;
}

const numberSchema = z.object({ number: z.number() });

/** At the end of the line, with a number that nobody had there today. Answers the number; a known id keeps its own. */
export async function insertWalkIn(w: Write, { id, location, topic, firstName }: NewWalkIn): Promise<number> {
  const { tx, now, ctx } = w;
  const date = dateInAmsterdam(ctx.clock.now());
  // Two desks would give the same number: the second one would have to be refused.
  await lockForBooking(tx, { names: [`walk-in ${location} ${date}`], days: [] });
  const [made] = await tx`
    insert into walk_ins (id, location_id, local_date, number, first_name, topic_id, arrived_at)
    select ${id}::uuid, ${location}, ${date}::date, coalesce(max(number), 0) + 1, ${firstName}, ${topic}, ${now}::timestamptz
    from walk_ins where location_id = ${location} and local_date = ${date}
    on conflict (id) do nothing
    returning number`;
  if (made) {
    w.record({ about: { kind: 'walk-in', id }, what: 'walked-in' });
    w.changed({ lines: [location] });
    return numberSchema.parse(made).number;
  }
  const [known] = await tx`select number from walk_ins where id = ${id}`;
  return numberSchema.parse(known).number;
}
