import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import { appointments, organisations, referralInvitations, referrals, staff } from '#db/schema/index.ts';
import type { Ctx } from '#server/booking/context.ts';
import { lastCasemanager } from './selectReferrals.ts';
import { isWaiting } from './teamReferrals.ts';

/** A referral that waits for a coordinator, and whose: of this team, or of every one. */
export interface LongWaiting {
  id: string;
  team: string | null;
  /** Since when, epoch ms. */
  since: number;
}

/** More than anybody hears of at once. */
const most = 500;

/** The referrals that wait for the team since an instant (epoch ms) or longer: since they were sent, or their link or afspraak was over. */
export async function readLongWaiting(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  since: number,
): Promise<LongWaiting[]> {
  const waitsSince = sql`greatest(${referrals.createdAt},
    (select max(link.expires_at) from ${referralInvitations} link where link.referral_id = ${referrals.id} and link.ended_at is null and link.used_at is null),
    (select max(least(former.ends_at, former.cancelled_at)) from ${appointments} former where former.referral_id = ${referrals.id} and former.status in ('booked', 'cancelled')))`;
  const rows = await db
    .select({
      id: referrals.id,
      team: staff.teamId,
      since: sql<number>`extract(epoch from ${waitsSince})::float8 * 1000`.mapWith(Number),
    })
    .from(referrals)
    .leftJoin(organisations, eq(organisations.id, referrals.organisationId))
    .leftJoin(staff, eq(staff.id, lastCasemanager))
    .where(
      and(
        isNull(referrals.wipedAt),
        isWaiting(clock.now()),
        sql`${waitsSince} <= ${new Date(since).toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(referrals.createdAt))
    .limit(most);
  return rows.map((row) => ({ ...row, since: Math.round(row.since) }));
}
