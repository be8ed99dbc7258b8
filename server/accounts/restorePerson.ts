import { z } from 'zod';
import { organisationKinds, roles } from '#db/schema/words.ts';
import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { takeWaysIn } from './endPerson.ts';
import { logOutcome } from './logAccount.ts';
import { makePasswordLink } from './passwordLink.ts';
import type { PasswordLinkResult } from './renewPasswordLink.ts';
import { rolesIn } from './rolesFit.ts';

const formerSchema = z.object({ own: z.array(z.enum(roles)), kind: z.enum(organisationKinds) });

/**
 * Takes back somebody who left: with a link, since whoever has their old password may not be them. Meanwhile their organisation
 * may have become one of another kind, and their team may have ended: they get what is still there.
 */
export async function restorePerson(ctx: Ctx, id: string): Promise<PasswordLinkResult> {
  may(ctx, 'people.save');
  const result = await write(ctx, async (w): Promise<PasswordLinkResult> => {
    await lockRoster(w.tx);
    await stillMay(w, 'people.save');
    const [former] = await w.tx`
      select roles as own, kind from staff s join organisations o on o.id = s.organisation_id
      where s.id = ${id} and not s.active and o.active for no key update of s`;
    if (!former) return { ok: false, error: 'unknown' };
    const { own, kind } = formerSchema.parse(former);
    const fitting = own.filter((role) => rolesIn[kind].includes(role));
    const given = fitting.length > 0 ? fitting : rolesIn[kind].slice(0, 1);
    // Who ended before all of this went with an account may still have some of it.
    await takeWaysIn(w, id);
    await w.tx`
      update staff set active = true, password_hash = null, roles = ${given},
        team_id = (select t.id from teams t where t.id = team_id and t.active)
      where id = ${id}`;
    const link = await makePasswordLink(w, id, 'invitation');
    w.record({ about: { kind: 'casemanager', id }, what: 'account-restored' });
    w.changed({ roster: true });
    return { ok: true, link };
  });
  return logOutcome(ctx, id, 'restored', result);
}
