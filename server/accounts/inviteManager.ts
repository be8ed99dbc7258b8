import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { WriteCtx } from '#server/kernel/write.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import type { Ctx } from './context.ts';
import { endAccess } from './endAccess.ts';
import { takeFactors } from './factors/resetFactors.ts';
import { makePasswordLink, type PasswordLink } from './passwordLink.ts';

export type InviteManagerResult =
  | { ok: true; id: string; link: PasswordLink; isNew: boolean }
  /** The address is of somebody who manages nothing here: a beheerder decides about them. */
  | { ok: false; error: 'not-a-manager' };

const knownSchema = z.object({ id: z.uuid(), roles: z.array(z.string()) });

/**
 * A way in for who runs a Doorstart: adds a beheerder with this address, or lets the one that has it in again, with a link to set
 * a password; the second factors they had are taken away. For the first of all, and for when nobody who manages gets in any more.
 */
export async function inviteManager(
  ctx: WriteCtx & Pick<Ctx, 'tokens'>,
  email: string,
): Promise<InviteManagerResult> {
  may(ctx, 'people.first');
  return write(ctx, async (w): Promise<InviteManagerResult> => {
    await lockRoster(w.tx);
    const [row] = await w.tx`select id, roles from staff where email = ${email} for no key update`;
    const known = row && knownSchema.parse(row);
    if (known && !known.roles.includes('beheerder')) return { ok: false, error: 'not-a-manager' };
    const id = known?.id ?? (await add());
    const back = await w.tx`update staff set active = true where id = ${id} and not active returning id`;
    // Beside a provider that lets nobody in.
    await w.tx`
      update staff set keeps_password = true where id = ${id} and exists (select from sso_links where staff_id = id)`;
    if (back.length > 0) w.record({ about: { kind: 'casemanager', id }, what: 'account-restored' });
    // The link is the way in: an old password must not be one, now that no factor stands beside it.
    if (known) {
      await w.tx`update staff set password_hash = null where id = ${id}`;
      await takeFactors(w, id);
      await endAccess(w, id);
    }
    const link = await makePasswordLink(w, id, known ? 'reset' : 'invitation');
    w.record({
      about: { kind: 'casemanager', id },
      what: known ? 'password-link-made' : 'invited',
      details: { roles: 'beheerder' },
    });
    w.changed({ roster: true });
    return { ok: true, id, link, isNew: !known };

    async function add(): Promise<string> {
      // Their name they put in later, on the page of people.
      const [added] = await w.tx`
        insert into staff (email, first_name, last_name, roles, team)
        values (${email}, ${email.split('@')[0]?.slice(0, 80) ?? ''}, '', '{beheerder}', null) returning id`;
      return z.object({ id: z.uuid() }).parse(added).id;
    }
  });
}
