import { z } from 'zod';
import type { Services } from '#server/kernel/context.ts';
import { foldName } from './foldName.ts';

const atOnce = 1000;
const rowsSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** Makes names findable that an earlier version wrote, or one that still runs beside this. */
export async function foldMissing({ sql }: Pick<Services, 'sql'>): Promise<void> {
  for (;;) {
    const found = await sql`
      select id, name from appointments
      where name is not null and name_folded is null and status in ('booked', 'cancelled')
      limit ${atOnce}`;
    const rows = rowsSchema.parse([...found]);
    if (rows.length === 0) return;
    const ids = rows.map(({ id }) => id);
    const names = rows.map(({ name }) => name);
    // A name that was wiped or changed meanwhile is left alone; and in one order, so that two never wait for each other.
    await sql`
      update appointments set name_folded = folded
      from unnest(${ids}::uuid[], ${names}::text[], ${names.map(foldName)}::text[]) as given (id, before, folded)
      where appointments.id in (
        select id from appointments where id = any(${ids}::uuid[]) order by id for update
      ) and appointments.id = given.id and appointments.name = given.before`;
  }
}
