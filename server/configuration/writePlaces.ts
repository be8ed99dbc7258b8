import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { closures, locations, topics } from '#db/schema/index.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { removeUnused, type Writer } from './writer.ts';

export const writeLocation: Writer<'location'> = async (w, { id, before, after }) => {
  const tx = w.ctx.db;
  if (after === null) return removeUnused(w, (part) => part.delete(locations).where(eq(locations.id, id)));
  const dropped = (before?.modalities ?? []).filter((one) => !after.modalities.includes(one));
  const names = await whoOffers(w, id, dropped);
  if (names.length > 0) return { because: 'modality-used', names };
  if (before) await tx.update(locations).set(after).where(eq(locations.id, id));
  else await tx.insert(locations).values({ position: await afterLast(w, 'locations'), ...after });
  return null;
};

export const writeTopic: Writer<'topic'> = async (w, { id, before, after }) => {
  const tx = w.ctx.db;
  if (after === null) return removeUnused(w, (part) => part.delete(topics).where(eq(topics.id, id)));
  if (before) await tx.update(topics).set(after).where(eq(topics.id, id));
  else await tx.insert(topics).values({ position: await afterLast(w, 'topics'), ...after });
  return null;
};

export const writeClosure: Writer<'closure'> = async (w, { id, before, after }) => {
  const tx = w.ctx.db;
  if (after === null) {
    await tx.delete(closures).where(eq(closures.id, id));
    return null;
  }
  const { name, from, until = from, location = null } = after;
  const columns = { name, dateFrom: from, dateUntil: until, locationId: location };
  if (before) await tx.update(closures).set(columns).where(eq(closures.id, id));
  else await tx.insert(closures).values({ id, ...columns });
  return null;
};

const namesSchema = z.array(z.object({ name: z.string() }));

/** Colleagues who work at a location in one of these ways, now or later. */
async function whoOffers(w: Write<Ctx>, location: string, modalities: readonly string[]): Promise<string[]> {
  if (modalities.length === 0) return [];
  const today = dateInAmsterdam(w.ctx.clock.now());
  const rows = await w.tx`
    select first_name || ' ' || last_name as name from staff s
    where active and (
      exists (select from weekly_rules r where r.casemanager_id = s.id and r.location_id = ${location}
        and r.modalities && ${[...modalities]}::text[] and (r.valid_until is null or r.valid_until >= ${today}))
      or exists (select from availability_exceptions e where e.casemanager_id = s.id and e.location_id = ${location}
        and e.modalities && ${[...modalities]}::text[] and e.date_until >= ${today}))
    order by 1`;
  return namesSchema.parse(rows).map(({ name }) => name);
}

const positionSchema = z.object({ position: z.int() });

/** New ones come last. */
async function afterLast({ tx }: Write<Ctx>, table: 'locations' | 'topics'): Promise<number> {
  const [row] = await tx`select coalesce(max(position), -1) + 1 as position from ${tx(table)}`;
  return positionSchema.parse(row).position;
}
