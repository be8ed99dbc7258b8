import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { endAccess } from '#server/accounts/endAccess.ts';
import { isLastManager } from '#server/accounts/lastManager.ts';
import { logOutcome } from '#server/accounts/logAccount.ts';
import { makePasswordLink, type PasswordLink } from '#server/accounts/passwordLink.ts';
import { type Undone, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';

export type UnlinkResult =
  | { ok: true; link: PasswordLink }
  /** Oneself, who would be shut out at once; somebody who is not linked; or the last who can manage. */
  | { ok: false; error: 'oneself' | 'unknown' | 'last-manager' };

/**
 * Takes away that somebody signs in at the provider, with a link to choose a password instead. For whoever got another account
 * there: with the same address they are linked anew at the next sign-in.
 */
export async function unlinkPerson(ctx: Ctx, id: string): Promise<UnlinkResult> {
  const { staff: me } = may(ctx, 'people.save');
  if (id === me.id) return { ok: false, error: 'oneself' };
  const result = await write(ctx, async (w): Promise<UnlinkResult | Undone<UnlinkResult>> => {
    await lockRoster(w.tx);
    await stillMay(w, 'people.save');
    const isLast = await isLastManager(w, id);
    const gone = await w.tx`
      delete from sso_links using staff
      where staff_id = ${id} and staff.id = staff_id and active returning staff_id`;
    if (gone.length === 0) return { ok: false, error: 'unknown' };
    if (isLast) return w.undo<UnlinkResult>({ ok: false, error: 'last-manager' });
    await endAccess(w, id);
    const link = await makePasswordLink(w, id, 'invitation');
    w.record({ about: { kind: 'casemanager', id }, what: 'sso-unlinked' });
    return { ok: true, link };
  });
  return logOutcome(ctx, id, 'sso-unlinked', result);
}
