import type { TransactionSql } from 'postgres';
import type { TooMany } from './types.ts';

/** Whether this contact may have one more afspraak to come. Call with the contact's names locked. */
export async function checkOpenAppointments(
  tx: TransactionSql,
  { email, phone, now, most }: { email: string | null; phone: string | null; now: string; most: number },
): Promise<{ ok: true } | TooMany> {
  const [row] = await tx<{ open: number; seconds: number | null }[]>`
    -- One index each: with an "or" PostgreSQL may read all that is booked instead.
    with theirs as (
      select id, ends_at from appointments where status = 'booked' and starts_at > ${now} and email = ${email}
      union
      select id, ends_at from appointments where status = 'booked' and starts_at > ${now} and phone = ${phone}
    )
    select count(*)::int as open, extract(epoch from min(ends_at) - ${now}::timestamptz)::float8 as seconds
    from theirs`;
  if (!row || row.open < most) return { ok: true };
  return {
    ok: false,
    error: 'too-many',
    what: 'open',
    retryAfterSeconds: Math.max(1, Math.ceil(row.seconds ?? 1)),
  };
}
