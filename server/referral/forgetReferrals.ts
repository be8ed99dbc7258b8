import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import type { Services } from '#server/booking/context.ts';
import { auditRow, insertAuditOfEach } from '#server/kernel/auditRow.ts';
import { dayMs } from '#server/kernel/time.ts';

/**
 * Wipes referrals of which no afspraak came, some days after they were made and their last link was over. Those with an
 * afspraak go together with that, by a trigger of migration 0034. Shortages, which are about nobody, go after a year.
 */
export async function forgetReferrals({ sql, clock, roster, door }: Services): Promise<void> {
  const { settings } = await roster.current();
  const now = clock.now();
  const at = new Date(now).toISOString();
  const longAgo = new Date(now - settings.referral.retentionDays * dayMs).toISOString();
  const act = { kind: 'changed', action: 'forgotten', about: { kind: 'referral' } } as const;
  const forgotten = auditRow({ actor: { kind: 'system' }, door }, at, act);
  const old = (tx: Sql | TransactionSql) => tx`
    wiped_at is null and created_at < ${longAgo}
    and not exists (select from appointments a where a.referral_id = r.id and a.wiped_at is null)
    and not exists (select from referral_invitations i where i.referral_id = r.id and i.expires_at >= ${longAgo})`;
  await sql.begin(async (tx) => {
    // Locked first, and looked at anew by the next statement, since somebody may just have booked. Who books, changes or withdraws
    // one at this moment keeps it for an hour more.
    const locked = await tx`select id from referrals r where ${old(tx)} for update skip locked`;
    const ids = z
      .array(z.object({ id: z.uuid() }))
      .parse([...locked])
      .map(({ id }) => id);
    if (ids.length === 0) return;
    await tx`
      with old as (
        select id from referrals r where id = any(${ids}::uuid[]) and ${old(tx)}
      ), gone as (
        select id, wipe_referral(id, ${at}::timestamptz) from old
      ), audited as (${insertAuditOfEach(tx, forgotten, 'gone')})
      select count(*) from gone`;
  });
  await sql`delete from referral_shortages where day < ${new Date(now - 365 * dayMs).toISOString().slice(0, 10)}`;
}
