import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { type Undone, write } from '#server/kernel/write.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { endAccess } from './endAccess.ts';
import { type KnowsPassword, knowsPassword } from './factors/confirmPassword.ts';
import { hashPassword } from './passwords.ts';
import type { ChangePasswordInput } from './schema.ts';
import { isWeakPassword } from './weakPassword.ts';

export type ChangePasswordResult =
  | { ok: true }
  | Exclude<KnowsPassword, { ok: true }>
  | { ok: false; error: 'weak' };

/**
 * Changes the own password for who knows the one of now. The other sessions end; the one in which it is done goes on.
 */
export async function changePassword(
  ctx: Ctx,
  { current, password }: ChangePasswordInput,
): Promise<ChangePasswordResult> {
  const { id, firstName, lastName, email, session } = may(ctx, 'account.change').staff;
  const known = await knowsPassword(ctx, current);
  if (!known.ok) return known;
  if (isWeakPassword(password, [firstName, lastName, email])) return { ok: false, error: 'weak' };
  const hash = await hashPassword(password);
  const result = await write(ctx, async (w): Promise<ChangePasswordResult | Undone<ChangePasswordResult>> => {
    // Set by a link or another device meanwhile, it is not the one of which the present was known.
    const set = await w.tx`
      update staff set password_hash = ${hash} where id = ${id} and password_hash = ${known.stored} and active
      returning id`;
    if (set.length === 0) return w.undo<ChangePasswordResult>({ ok: false, error: 'wrong' });
    await endAccess(w, id, session);
    await w.tx`delete from password_links where staff_id = ${id}`;
    await w.tx`delete from password_requests where staff_id = ${id}`;
    w.record({ about: { kind: 'casemanager', id }, what: 'password-set' });
    w.message({
      kind: 'password-changed',
      channel: 'email',
      to: { kind: 'staff', id },
      about: { kind: 'account', id },
      version: Date.parse(w.now),
    });
    return { ok: true };
  });
  if (result.ok) logSecurity(ctx, { action: 'password', object: `account:${id}`, result: 'done' });
  return result;
}
