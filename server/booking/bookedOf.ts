import type { TransactionSql } from 'postgres';
import { z } from 'zod';

export interface Contact {
  email: string | null;
  phone: string | null;
}

const rowsSchema = z.array(z.object({ id: z.string(), start: z.number(), end: z.number() }));

/** An afspraak of a contact, from `start` to `end` (epoch ms), without buffers. */
export type BookedTime = z.output<typeof rowsSchema>[number];

/** The afspraken of this contact with any casemanager that end after `from` (epoch ms), earliest first. */
export async function bookedOf(
  tx: TransactionSql,
  { email, phone }: Contact,
  from: number,
): Promise<BookedTime[]> {
  const after = new Date(from).toISOString();
  const rows = await tx`
    -- One index each: with an "or" PostgreSQL may read all that is booked instead.
    with theirs as (
      select id, starts_at, ends_at from appointments where status = 'booked' and ends_at > ${after} and email = ${email}
      union
      select id, starts_at, ends_at from appointments where status = 'booked' and ends_at > ${after} and phone = ${phone}
    )
    select id, extract(epoch from starts_at)::float8 * 1000 as start, extract(epoch from ends_at)::float8 * 1000 as end
    from theirs order by starts_at`;
  return rowsSchema.parse(rows);
}
