import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { passwordLinkKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { NetworkKeys } from '#server/kernel/limits/limits.ts';
import { dayMs } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { mailPasswordLink, makePasswordLink } from './passwordLink.ts';

/** Longer than it takes to write a request down: the time of the answer tells nothing. */
const answerAfterMs = 500;
const perSeconds = 15 * 60;
/** Who asks again within this time (ms) has the link on its way: a stranger fills nobody's mailbox. */
const mailedAgainAfterMs = 15 * 60_000;
const mailsPerDay = 5;
/** A link that is over sooner (ms) helps nobody who still has to look for the mail. */
const standsAtLeastMs = 60 * 60_000;

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
  const ago = (ms: number) => new Date(Date.parse(w.now) - ms).toISOString();
  const [row] = await w.tx`
    select id, password_hash is null as "isNew",
      (select kind from password_links
        where staff_id = staff.id and expires_at > ${ago(-standsAtLeastMs)}) as stands,
      mails.last > ${ago(mailedAgainAfterMs)} is true or mails.count >= ${mailsPerDay} as "isMailed"
    from staff cross join lateral (
      select count(*)::int as count, max(created_at) as last from outbox
      where account_id = staff.id and kind in ('account-invitation', 'password-link') and created_at > ${ago(dayMs)}) as mails
    where ${hasPassword(w, email)}
    for no key update of staff`;
  const found = row && askedSchema.parse(row);
  if (!found || found.isMailed) return;
  const { id, isNew, stands } = found;
  w.record({ about: { kind: 'casemanager', id }, what: 'password-asked' });
  // A link that somebody has in hand is not ended by whoever asks for another.
  if (stands !== null) return mailPasswordLink(w, id, stands);
  // Who was invited and let that pass chooses their first one.
  const kind = isNew ? 'invitation' : 'reset';
  await makePasswordLink(w, id, kind);
  w.record({ about: { kind: 'casemanager', id }, what: 'password-link-made', details: { kind } });
}

const askedSchema = z.object({
  id: z.uuid(),
  isNew: z.boolean(),
  /** The kind of the link that opens something for a while yet. */
  stands: z.enum(passwordLinkKinds).nullable(),
  /** A mail went a moment ago, or enough did today. */
  isMailed: z.boolean(),
});

/** A condition on `staff`: who works here with this address and signs in with a password. */
const hasPassword = (w: Write<Ctx>, email: string) => w.tx`
  email = ${email} and active
  and (keeps_password or not exists (select from sso_links where sso_links.staff_id = staff.id))`;
