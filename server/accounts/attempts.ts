import { z } from 'zod';
import type { Services } from '#server/kernel/context.ts';
import type { LimitResult } from '#server/kernel/limits/limits.ts';
import { dayMs } from '#server/kernel/time.ts';
import type { Ctx } from '#server/roster/context.ts';
import { forgetFailuresMs, waitAfterFailures } from './rules.ts';

/** Whose attempts are counted: those of a browser that is known, or all others to an account together. */
export interface Attempts {
  key: string;
  /** Null for an e-mail address that nobody has: it is counted all the same, so that nobody finds out. */
  staffId: string | null;
  /** Whether the owner is told of failures: their own in a browser that they know are not worth a word. */
  told: boolean;
}

export interface Missed {
  count: number;
  since: Date;
}

const attemptsSchema = z.object({ failures: z.int(), lastFailedAt: z.number() });

/**
 * Counts an attempt as failed before the password is looked at, so that many at once do not slip through, and in the
 * database, so that it counts for all processes. Says how long to wait when it comes too soon; it then counts for nothing.
 */
export async function beginAttempt(ctx: Ctx, { key, staffId, told }: Attempts): Promise<LimitResult> {
  const free = (await ctx.roster.current()).settings.limits.signInsPerAccount;
  return ctx.sql.begin(async (tx) => {
    const now = ctx.clock.now();
    const at = new Date(now).toISOString();
    await tx`
      insert into sign_in_attempts (key, staff_id, failures, last_failed_at)
      values (${key}, ${staffId}, 0, ${at}) on conflict do nothing`;
    const [row] = await tx`
      select failures, extract(epoch from last_failed_at)::float8 * 1000 as "lastFailedAt"
      from sign_in_attempts where key = ${key} for update`;
    const { failures, lastFailedAt } = attemptsSchema.parse(row);
    const since = now - lastFailedAt;
    const before = since < forgetFailuresMs ? failures : 0;
    const wait = ctx.limits.enabled ? waitAfterFailures(before, free) - since : 0;
    if (wait > 0) return { ok: false, retryAfterSeconds: Math.ceil(wait / 1000) };
    await tx`
      update sign_in_attempts
      set failures = ${before + 1}, last_failed_at = ${at}, staff_id = ${staffId},
        untold = untold + ${told ? 1 : 0},
        untold_since = ${told ? tx`coalesce(untold_since, ${at})` : tx`untold_since`}
      where key = ${key}`;
    return { ok: true };
  });
}

const missedSchema = z.object({ count: z.int(), since: z.number().nullable() });

/**
 * The password was right: these attempts begin anew. Answers how often others failed since the owner was last told; those
 * are counted under `account`, whichever way the owner came in.
 */
export async function endAttempts({ sql }: Ctx, own: Attempts, account: string): Promise<Missed | null> {
  return sql.begin(async (tx) => {
    await tx`update sign_in_attempts set failures = 0 where key = ${own.key}`;
    const [row] = await tx`
      select untold - ${own.told ? 1 : 0} as count,
        extract(epoch from untold_since)::float8 * 1000 as since
      from sign_in_attempts where key = ${account} for update`;
    await tx`update sign_in_attempts set untold = 0, untold_since = null where key = ${account}`;
    if (!row) return null;
    const { count, since } = missedSchema.parse(row);
    return count > 0 && since !== null ? { count, since: new Date(since) } : null;
  });
}

/** How long a failure waits for the owner to be told of it. */
const untoldDays = 90;

/** Forgets failures that make nobody wait any more, and those that nobody came to hear of. */
export async function forgetAttempts({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  const before = (ms: number) => new Date(clock.now() - ms).toISOString();
  await sql`
    delete from sign_in_attempts
    where last_failed_at <= ${before(forgetFailuresMs)} and (untold = 0 or staff_id is null)
      or last_failed_at <= ${before(untoldDays * dayMs)}`;
}
