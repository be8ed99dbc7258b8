import { createHmac, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Clock } from '#server/kernel/clock.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';

export interface Visitor {
  /** The smallest network of its address: one browser may have any address in it. It is not kept, and not logged. */
  network: string;
  userAgent: string;
}

export interface VisitorKeys {
  /** What stands for a browser at an address for one day, so that it can be blocked for that day and no longer. */
  of(visitor: Visitor): Promise<string>;
}

/**
 * Keys under the server's secret and one of the day, which whoever comes first makes at random. Once that row is
 * deleted, with the day, nobody can compute a key again from an address. See docs/decisions/0017.
 */
export function createVisitorKeys(sql: Sql, clock: Clock, secret: string): VisitorKeys {
  let today: { day: string; secret: Promise<string> } | null = null;

  const secretOf = (day: string) => {
    if (today?.day !== day) today = { day, secret: readSecret(sql, day) };
    const kept = today;
    return kept.secret.catch((error: unknown) => {
      if (today === kept) today = null;
      throw error;
    });
  };

  return {
    async of({ network, userAgent }) {
      const ofDay = await secretOf(dateInAmsterdam(clock.now()));
      return createHmac('sha256', `${secret}\n${ofDay}`)
        .update(`${network}\n${userAgent}`)
        .digest('base64url')
        .slice(0, 32);
    },
  };
}

/** The secret of a day; of two who make one at once, one wins and both get that. */
async function readSecret(sql: Sql, day: string): Promise<string> {
  const [row] = await sql<{ secret: string }[]>`
    insert into chat_day_secrets as kept (day, secret) values (${day}, ${randomBytes(32).toString('base64url')})
    on conflict (day) do update set secret = kept.secret returning secret`;
  if (!row) throw new Error('expected a secret of the day');
  return row.secret;
}
