import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { type Undone, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import { endAccess } from './endAccess.ts';
import { openPasswordLink } from './passwordLink.ts';
import { hashPassword } from './passwords.ts';
import { isWeakPassword } from './weakPassword.ts';

export type SetPasswordResult =
  | { ok: true; email: string }
  /** The link is unknown, used, replaced or over. */
  | { ok: false; error: 'link-over' }
  | { ok: false; error: 'weak' };

/**
 * Sets the password of whoever the link is of, once: of two who use it at the same time one is told that it is over. All
 * sessions of before end. `password` has passed `newPasswordSchema`.
 */
export async function setPassword(ctx: Ctx, token: string, password: string): Promise<SetPasswordResult> {
  may(ctx, 'password.set');
  const opened = await openPasswordLink(ctx, token);
  if (!opened) return { ok: false, error: 'link-over' };
  const { id, firstName, lastName, email, kind } = opened;
  if (isWeakPassword(password, [firstName, lastName, email])) return { ok: false, error: 'weak' };
  const hash = await hashPassword(password);
  const result = await write(ctx, async (w): Promise<SetPasswordResult | Undone<SetPasswordResult>> => {
    await lockRoster(w.tx);
    // The account before the link, as whoever ends, restores or links an account does: each of them ends the link too, and only
    // with it is there a password to set.
    const still = await w.tx`select from staff where id = ${id} and active for no key update`;
    const used = await w.tx`
      delete from password_links where token_hash = ${hashToken(token)} and expires_at > ${w.now} returning staff_id`;
    if (used.length === 0 || still.length === 0)
      return w.undo<SetPasswordResult>({ ok: false, error: 'link-over' });
    await w.tx`update staff set password_hash = ${hash} where id = ${id}`;
    await endAccess(w, id);
    await w.tx`delete from password_requests where staff_id = ${id}`;
    w.record({ about: { kind: 'casemanager', id }, what: 'password-set' });
    // Who chooses their first one was told of it by the invitation.
    if (kind === 'reset')
      w.message({
        kind: 'password-changed',
        channel: 'email',
        to: { kind: 'staff', id },
        about: { kind: 'account', id },
        version: Date.parse(w.now),
      });
    return { ok: true, email };
  });
  if (result.ok) logSecurity(ctx, { action: 'password', object: `account:${id}`, result: 'done' });
  return result;
}
