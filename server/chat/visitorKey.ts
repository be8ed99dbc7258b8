import { createHmac, randomBytes } from 'node:crypto';
import type { Sql } from 'postgres';
import type { Clock } from '#server/kernel/clock.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Visitor } from '#server/kernel/visitor.ts';

export interface VisitorKeys {
  /** Keys that identify a browser at an address for one day, so that it can be blocked for that day only. */
  of(visitor: Visitor): Promise<string>;
}

/**
 * HMACs with the server's secret and a random secret of the day. The first process that needs the secret of the day makes it.
 * Once that row is deleted, nobody can compute a key from an address again. See docs/decisions/0017.
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

/** The secret of a day. When two processes make one at once, one wins and both use it. */
async function readSecret(sql: Sql, day: string): Promise<string> {
  const [row] = await sql<{ secret: string }[]>`
    insert into chat_day_secrets as kept (day, secret) values (${day}, ${randomBytes(32).toString('base64url')})
    on conflict (day) do update set secret = kept.secret returning secret`;
  if (!row) throw new Error('expected a secret of the day');
  return row.secret;
}
