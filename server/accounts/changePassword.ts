import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Undone, write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { beginAttempt, endAttempts } from './attempts.ts';
import { hashPassword } from './passwords.ts';
import type { ChangePasswordInput } from './schema.ts';
import { isWeakPassword } from './weakPassword.ts';

export type ChangePasswordResult =
  | { ok: true }
  | { ok: false; error: 'wrong' | 'weak' }
  | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/**
 * Changes the own password for who knows the one of now. Guesses are slowed down as those at the door are, with a count of
 * their own for each session. The other sessions end; the one in which it is done goes on.
 */
export async function changePassword(
  ctx: Ctx,
  { current, password }: ChangePasswordInput,
): Promise<ChangePasswordResult> {
  const { id, firstName, lastName, email, session } = may(ctx, 'account.change').staff;
  const key = ctx.tokens.make('sign-in-attempts', `session ${session}`, 1);
  const attempts = { key, staffId: id, told: false };
  const begun = await beginAttempt(ctx, attempts);
  const object = `account:${id}`;
  if (!begun.ok) {
    logSecurity(ctx, { action: 'lock-out', object, result: 'refused' });
    return { ok: false, error: 'too-many', retryAfterSeconds: begun.retryAfterSeconds };
  }
  const [row] = await ctx.sql`select password_hash as hash from staff where id = ${id} and active`;
  if (!row) return { ok: false, error: 'wrong' };
  const { hash: stored } = z.object({ hash: z.string().nullable() }).parse(row);
  if (!(await ctx.passwords.verify(current, stored))) {
    logSecurity(ctx, {
      action: 'password',
      object,
      result: 'refused',
      reason: 'wrong-password',
    });
    return { ok: false, error: 'wrong' };
  }
  await endAttempts(ctx, attempts, key);
  if (isWeakPassword(password, [firstName, lastName, email])) return { ok: false, error: 'weak' };
  const hash = await hashPassword(password);
  const result = await write(ctx, async (w): Promise<ChangePasswordResult | Undone<ChangePasswordResult>> => {
    // Set by a link or another device meanwhile, it is not the one of which the present was known.
    const set = await w.tx`
      update staff set password_hash = ${hash} where id = ${id} and password_hash = ${stored} and active returning id`;
    if (set.length === 0) return w.undo<ChangePasswordResult>({ ok: false, error: 'wrong' });
    await w.tx`delete from sessions where user_id = ${id} and id <> ${session}`;
    await w.tx`delete from password_links where staff_id = ${id}`;
    w.record({ about: { kind: 'casemanager', id }, what: 'password-set' });
    return { ok: true };
  });
  if (result.ok) logSecurity(ctx, { action: 'password', object, result: 'done' });
  return result;
}
