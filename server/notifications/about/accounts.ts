import { z } from 'zod';
import { passwordLinkKinds } from '#db/schema/words.ts';
import { staffArea } from '#server/access/areas.ts';
import { passwordLinkUrl } from '#server/accounts/passwordLink.ts';
import { say } from '#server/kernel/texts/texts.ts';
import { wording } from '#server/kernel/wording.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from '#server/notifications/context.ts';
import { plainStaffLetter } from '#server/notifications/plainLetter.ts';
import type { Due } from '#server/notifications/readDue.ts';
import type { Decision } from '#server/notifications/settle.ts';
import { staffMessage } from '#server/notifications/staffMessage.ts';
import { decideToSend } from '#server/notifications/toOutgoing.ts';

const linkSchema = z.object({
  id: z.uuid(),
  nonce: z.uuid(),
  kind: z.enum(passwordLinkKinds),
  /** Epoch ms. */
  expiresAt: z.number(),
  /** Which mail about a link was asked for last. */
  newest: z.number(),
});

/**
 * What messages about accounts say. The link that stands is mailed, once however often it was asked for; that a password
 * changed is told to whoever has the account, whatever became of it since, and so is that trajecten of a colleague came to them.
 */
export async function decideAboutAccounts(
  { ctx, tx, now }: Write<Ctx>,
  due: readonly Due[],
): Promise<Decision[]> {
  const { settings } = await ctx.roster.current();
  const { municipality, phone, email } = settings;
  const rows = await tx`
    select staff_id as id, nonce, kind, extract(epoch from expires_at)::float8 * 1000 as "expiresAt",
      (select max(version)::float8 from outbox
        where account_id = staff_id and kind in ('account-invitation', 'password-link')) as newest
    from password_links
    where staff_id = any(${due.map(({ aboutId }) => aboutId)}::uuid[]) and expires_at > ${now}`;
  const links = new Map(
    z
      .array(linkSchema)
      .parse(rows)
      .map((link) => [link.id, link]),
  );
  const words = wording('nl');
  const moment = (at: number) => say('nl', 'mail-moment', { day: words.day(at), time: words.time(at) });
  return due.map((one): Decision => {
    const { id, aboutId, version } = one;
    const letter = letterOf(one);
    if (letter === null) return { decided: { id, drop: 'no-longer' } };
    return decideToSend(ctx, one, staffMessage(one, settings, letter));

    function letterOf({ kind }: Due) {
      if (kind === 'password-changed')
        return plainStaffLetter({
          template: kind,
          values: { moment: moment(version), phone, email },
          url: `${ctx.publicUrl}${staffArea.signIn}`,
        });
      if (kind === 'caseload-received')
        return plainStaffLetter({
          template: kind,
          values: {},
          url: `${ctx.publicUrl}${staffArea.path}/trajecten?view=mine`,
        });
      const link = links.get(aboutId);
      if (link?.newest !== version) return null;
      return plainStaffLetter({
        template: link.kind === 'invitation' ? 'account-invitation' : 'password-link',
        values: { municipality, until: moment(link.expiresAt) },
        url: passwordLinkUrl(ctx, aboutId, link.nonce),
      });
    }
  });
}
