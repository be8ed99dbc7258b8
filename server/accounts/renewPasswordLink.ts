import { z } from 'zod';
import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { logAccount } from './logAccount.ts';
import { makePasswordLink, type PasswordLink } from './passwordLink.ts';

export type PasswordLinkResult =
  | { ok: true; link: PasswordLink }
  /** Nobody who works here; or oneself, who changes the password with the one of now. */
  | { ok: false; error: 'unknown' | 'oneself' }
  /** They sign in at the provider, without a password. */
  | { ok: false; error: 'signs-in-elsewhere' };

/**
 * Makes a new link for somebody who works here: an invitation as long as they have no password, else a way back in. What they
 * sign in with now stays until the link is used.
 */
export async function renewPasswordLink(ctx: Ctx, id: string): Promise<PasswordLinkResult> {
  const { staff: me } = may(ctx, 'people.save');
  if (id === me.id) return { ok: false, error: 'oneself' };
  const result = await write(ctx, async (w): Promise<PasswordLinkResult> => {
    await lockRoster(w.tx);
    await stillMay(w, 'people.save');
    const [row] = await w.tx`
      select password_hash is null as "isNew",
        not keeps_password and exists (select from sso_links where staff_id = id) as elsewhere
      from staff where id = ${id} and active for no key update`;
    if (!row) return { ok: false, error: 'unknown' };
    const { isNew, elsewhere } = z.object({ isNew: z.boolean(), elsewhere: z.boolean() }).parse(row);
    if (elsewhere) return { ok: false, error: 'signs-in-elsewhere' };
    const kind = isNew ? 'invitation' : 'reset';
    const link = await makePasswordLink(w, id, kind);
    w.record({ about: { kind: 'casemanager', id }, what: 'password-link-made', details: { kind } });
    return { ok: true, link };
  });
  if (result.ok) logAccount(ctx, id, result.link.kind);
  return result;
}
