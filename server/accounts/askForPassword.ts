import { setTimeout } from 'node:timers/promises';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { NetworkKeys } from '#server/kernel/limits/limits.ts';
import { write } from '#server/kernel/write.ts';

/** Longer than it takes to write a request down: the time of the answer tells nothing. */
const answerAfterMs = 500;
const perSeconds = 15 * 60;

export type AskForPasswordResult = { ok: true } | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/**
 * Tells the beheerders that somebody asked for a new password: one of them makes the link. Whether the address is anybody's
 * shows neither in the answer nor in the time it takes; an unknown one leaves nothing, nor does
 * that of somebody who signs in elsewhere, without a password.
 */
export async function askForPassword(ctx: Ctx, { email }: { email: string }): Promise<AskForPasswordResult> {
  const actor = may(ctx, 'password.ask');
  const networks: NetworkKeys = actor.kind === 'jongere' ? actor.networks : [actor.addressKey];
  const { limits } = (await ctx.roster.current()).settings;
  const limit = { name: 'password-request', most: limits.signInsPerAddress, perSeconds };
  const counted = await ctx.limits.consumeFrom(networks, limit);
  if (!counted.ok) return { ...counted, error: 'too-many' };
  await Promise.all([setTimeout(answerAfterMs), ask()]);
  return { ok: true };

  function ask() {
    return write(ctx, async (w) => {
      const asked = await w.tx<{ id: string }[]>`
        insert into password_requests (staff_id, asked_at)
        select id, ${w.now} from staff where email = ${email} and active
          and (keeps_password or not exists (select from sso_links where sso_links.staff_id = staff.id))
        on conflict (staff_id) do nothing returning staff_id as id`;
      for (const { id } of asked) w.record({ about: { kind: 'casemanager', id }, what: 'password-asked' });
    });
  }
}
