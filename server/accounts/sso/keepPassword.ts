import { z } from 'zod';
import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { endAccess } from '#server/accounts/endAccess.ts';
import { logOutcome } from '#server/accounts/logAccount.ts';
import { type Undone, type Write, type WriteCtx, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { readManagers } from '../lastManager.ts';
import { dropPassword } from './dropPassword.ts';

/** The most people who keep a password beside single sign-on: enough to get in when the provider is away. */
export const mostKept = 2;

export type KeepPasswordResult =
  | { ok: true }
  /** Nobody who manages here; as many as may already; or nobody would be left who can manage. */
  | { ok: false; error: 'no-manager' | 'enough-kept' | 'last-manager' };

/**
 * Lets a beheerder keep a password beside single sign-on, for when the provider is away; or no longer. Then the password, links,
 * second factors and sessions of who is linked go.
 */
export async function keepPassword(ctx: Ctx, id: string, keep: boolean): Promise<KeepPasswordResult> {
  may(ctx, 'people.save');
  const done = keep ? 'password-kept' : 'password-not-kept';
  const result = await write(ctx, async (w): Promise<KeepPasswordResult | Undone<KeepPasswordResult>> => {
    await lockRoster(w.tx);
    await stillMay(w, 'people.save');
    // All who manage, so that of two who mark somebody at once the second counts the first.
    const managers = managersSchema.parse(
      await w.tx`
        select id, keeps_password as keeps from staff
        where active and 'beheerder' = any(roles) order by id for no key update`,
    );
    const one = managers.find((manager) => manager.id === id);
    if (!one) return { ok: false, error: 'no-manager' };
    if (one.keeps === keep) return { ok: true };
    if (keep && managers.filter(({ keeps }) => keeps).length >= mostKept)
      return { ok: false, error: 'enough-kept' };
    if (keep) await w.tx`update staff set keeps_password = true where id = ${id}`;
    else await stopKeeping(w, id);
    // Their link may be to a provider of before, which lets nobody in.
    const left = await readManagers(w.tx, ctx.sso?.provider.issuer ?? null);
    if (!left.some(({ canSignIn }) => canSignIn))
      return w.undo<KeepPasswordResult>({ ok: false, error: 'last-manager' });
    w.record({ about: { kind: 'casemanager', id }, what: done });
    return { ok: true };
  });
  return logOutcome(ctx, id, done, result);
}

const managersSchema = z.array(z.object({ id: z.uuid(), keeps: z.boolean() }));

/** Whoever is linked has the provider alone from now on: what they got in with by the password is over. Part of a write. */
export async function stopKeeping(w: Write<WriteCtx>, id: string): Promise<void> {
  const linked = await w.tx`select from sso_links where staff_id = ${id}`;
  if (linked.length > 0) {
    await dropPassword(w, id);
    await endAccess(w, id);
  }
  await w.tx`update staff set keeps_password = false where id = ${id}`;
}
