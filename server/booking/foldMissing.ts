import { z } from 'zod';
import type { Services } from '#server/booking/context.ts';
import { foldName } from './foldName.ts';

const atOnce = 1000;
const rowsSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** Fills the folded name of rows that an older version wrote, possibly while it still runs beside this one. */
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
    // Skip names that were wiped or changed since. Lock rows in one order, so that two processes cannot deadlock.
    await sql`
      update appointments set name_folded = folded
      from unnest(${ids}::uuid[], ${names}::text[], ${names.map(foldName)}::text[]) as given (id, before, folded)
      where appointments.id in (
        select id from appointments where id = any(${ids}::uuid[]) order by id for update
      ) and appointments.id = given.id and appointments.name = given.before`;
  }
}
