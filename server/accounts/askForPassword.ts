import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { NetworkKeys } from '#server/kernel/limits/limits.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { makePasswordLink } from './passwordLink.ts';
import { passwordLinkMs } from './rules.ts';

/** Longer than it takes to write a request down: the time of the answer tells nothing. */
const answerAfterMs = 500;
const perSeconds = 15 * 60;
/** Who asks again within this time (ms) has the link on its way: a stranger fills nobody's mailbox. */
const mailedAgainAfterMs = 15 * 60_000;

export type AskForPasswordResult = { ok: true } | { ok: false; error: 'too-many'; retryAfterSeconds: number };

/**
 * Somebody cannot get in any more. Where the gemeente sends mail they get a link to set a new password, at the address that they
 * sign in with; else the beheerders are told, and one of them makes the link. Whether the address is anybody's shows neither in
 * the answer nor in the time it takes; an unknown one leaves nothing, nor does that of somebody who signs in elsewhere, without a
 * password.
 */
export async function askForPassword(
  ctx: Ctx,
  { email }: { email: string },
  { byMail }: { byMail: boolean },
): Promise<AskForPasswordResult> {
  const actor = may(ctx, 'password.ask');
  const networks: NetworkKeys = actor.kind === 'jongere' ? actor.networks : [actor.addressKey];
  const { limits } = (await ctx.roster.current()).settings;
  const limit = { name: 'password-request', most: limits.signInsPerAddress, perSeconds };
  const counted = await ctx.limits.consumeFrom(networks, limit);
  if (!counted.ok) return { ...counted, error: 'too-many' };
  const ask = byMail ? mailLink : askBeheerders;
  await Promise.all([setTimeout(answerAfterMs), write(ctx, (w) => ask(w, email))]);
  return { ok: true };
}

async function askBeheerders(w: Write<Ctx>, email: string): Promise<void> {
  const asked = await w.tx<{ id: string }[]>`
    insert into password_requests (staff_id, asked_at)
    select id, ${w.now} from staff where ${hasPassword(w, email)}
    on conflict (staff_id) do nothing returning staff_id as id`;
  for (const { id } of asked) w.record({ about: { kind: 'casemanager', id }, what: 'password-asked' });
}

async function mailLink(w: Write<Ctx>, email: string): Promise<void> {
  const stands = new Date(Date.parse(w.now) + passwordLinkMs.reset - mailedAgainAfterMs).toISOString();
  const [row] = await w.tx`
    select id, password_hash is null as "isNew" from staff
    where ${hasPassword(w, email)}
      and not exists (select from password_links where staff_id = staff.id and kind = 'reset' and expires_at > ${stands})
    for no key update`;
  if (!row) return;
  const { id, isNew } = z.object({ id: z.uuid(), isNew: z.boolean() }).parse(row);
  // Who was invited and let that pass chooses their first one.
  const kind = isNew ? 'invitation' : 'reset';
  await makePasswordLink(w, id, kind);
  w.record({ about: { kind: 'casemanager', id }, what: 'password-asked' });
  w.record({ about: { kind: 'casemanager', id }, what: 'password-link-made', details: { kind } });
}

/** A condition on `staff`: who works here with this address and signs in with a password. */
const hasPassword = (w: Write<Ctx>, email: string) => w.tx`
  email = ${email} and active
  and (keeps_password or not exists (select from sso_links where sso_links.staff_id = staff.id))`;
