import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { beginAttempt, endAttempts } from '#server/accounts/attempts.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { confirmedMs } from './rules.ts';

export type KnowsPassword =
  | { ok: true; stored: string }
  | { ok: false; error: 'wrong' }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/**
 * Whether whoever is signed in knows their own password; answers the hash that it is of. Guesses are slowed down as those at
 * the door are, with a count of their own for each session.
 */
export async function knowsPassword(ctx: Ctx, password: string): Promise<KnowsPassword> {
  const { id, session } = may(ctx, 'account.change').staff;
  const key = ctx.tokens.make('sign-in-attempts', `session ${session}`, 1);
  const attempts = { key, staffId: id, told: false };
  const object = `account:${id}`;
  const begun = await beginAttempt(ctx, attempts);
  if (!begun.ok) {
    logSecurity(ctx, { action: 'lock-out', object, result: 'refused' });
    return { ok: false, error: 'too-many', retryAfterSeconds: begun.retryAfterSeconds };
  }
  const [row] = await ctx.sql`select password_hash as stored from staff where id = ${id} and active`;
  const stored = row ? z.object({ stored: z.string().nullable() }).parse(row).stored : null;
  if (!(await ctx.passwords.verify(password, stored)) || stored === null) {
    logSecurity(ctx, { action: 'password', object, result: 'refused', reason: 'wrong-password' });
    return { ok: false, error: 'wrong' };
  }
  await endAttempts(ctx, attempts, key);
  return { ok: true, stored };
}

export type ConfirmResult = { ok: true } | Exclude<KnowsPassword, { ok: true }>;

/** Opens for a while, in this session, what is guarded by the own password: the factors. */
export async function confirmPassword(ctx: Ctx, { current }: { current: string }): Promise<ConfirmResult> {
  const { id, session } = may(ctx, 'account.change').staff;
  const known = await knowsPassword(ctx, current);
  if (!known.ok) return known;
  const until = new Date(ctx.clock.now() + confirmedMs).toISOString();
  const set = await write(
    ctx,
    // Changed meanwhile by another session, it is not the one that was known.
    (w) => w.tx`
      update sessions set confirmed_until = ${until} from staff
      where sessions.id = ${session} and staff.id = ${id} and password_hash = ${known.stored}
      returning sessions.id`,
  );
  return set.length > 0 ? { ok: true } : { ok: false, error: 'wrong' };
}

/** Whether the password was given again in this session just now. Part of a write. */
export async function isConfirmed(w: Write<Ctx>, session: string): Promise<boolean> {
  const rows = await w.tx`select from sessions where id = ${session} and confirmed_until > ${w.now}`;
  return rows.length > 0;
}

/** The same, for a page that asks for the password first. */
export async function readConfirmed(ctx: Ctx): Promise<boolean> {
  const { session } = may(ctx, 'account.read').staff;
  const now = new Date(ctx.clock.now()).toISOString();
  const rows = await ctx.sql`select from sessions where id = ${session} and confirmed_until > ${now}`;
  return rows.length > 0;
}

/**
 * Whether what a beheerder gives out may be given out now: the own password was given just now, or there is none, for who signs in
 * at the provider of the gemeente. Part of a write, or before one.
 */
export async function mayGiveOut(sql: Sql | TransactionSql, session: string, now: number): Promise<boolean> {
  const rows = await sql`
    select from sessions join staff on staff.id = sessions.user_id
    where sessions.id = ${session} and (confirmed_until > ${new Date(now).toISOString()} or password_hash is null)`;
  return rows.length > 0;
}
