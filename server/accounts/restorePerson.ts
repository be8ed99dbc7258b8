import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
import { logOutcome } from './logAccount.ts';
import { makePasswordLink } from './passwordLink.ts';
import type { PasswordLinkResult } from './renewPasswordLink.ts';

/** Takes back somebody who left: with a link, since whoever has their old password may not be them. */
export async function restorePerson(ctx: Ctx, id: string): Promise<PasswordLinkResult> {
  may(ctx, 'people.save');
  const result = await write(ctx, async (w): Promise<PasswordLinkResult> => {
    const back = await w.tx`
      update staff set active = true, password_hash = null where id = ${id} and not active
        and exists (select from organisations o where o.id = organisation_id and o.active) returning id`;
    if (back.length === 0) return { ok: false, error: 'unknown' };
    await w.tx`delete from sso_links where staff_id = ${id}`;
    const link = await makePasswordLink(w, id, 'invitation');
    w.record({ about: { kind: 'casemanager', id }, what: 'account-restored' });
    w.changed({ roster: true });
    return { ok: true, link };
  });
  return logOutcome(ctx, id, 'restored', result);
}
