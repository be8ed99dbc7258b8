import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import type { SameTime } from './types.ts';
import { timesOf, type Wish } from './wish.ts';

interface Contact {
  email: string | null;
  phone: string | null;
}

/** What is locked so that two afspraken of one contact are not made at once; those without one have no other. */
export const namesOf = ({ email, phone }: Contact): (string | null)[] => [email, phone];

const rowSchema = z.object({ start: z.number(), end: z.number() });

/**
 * The afspraak that this contact has at the time of a wish, with whomever, buffers aside: nobody can be in two places.
 * `except` is one that is about to move. Call with `namesOf` the contact locked.
 */
export async function findSameTime(
  tx: TransactionSql,
  { email, phone }: Contact,
  wish: Pick<Wish, 'topic' | 'start'>,
  except: string | null = null,
): Promise<SameTime | null> {
  const from = new Date(wish.start).toISOString();
  const until = new Date(timesOf(wish).end).toISOString();
  const [row] = await tx`
    -- One index each: with an "or" PostgreSQL may read all that is booked instead.
    with theirs as (
      select id, starts_at, ends_at from appointments where status = 'booked' and email = ${email}
      union
      select id, starts_at, ends_at from appointments where status = 'booked' and phone = ${phone}
    )
    select extract(epoch from starts_at)::float8 * 1000 as start, extract(epoch from ends_at)::float8 * 1000 as end
    from theirs
    where starts_at < ${until} and ends_at > ${from} and id is distinct from ${except}::uuid
    order by starts_at limit 1`;
  return row ? { ok: false, error: 'same-time', ...rowSchema.parse(row) } : null;
}
