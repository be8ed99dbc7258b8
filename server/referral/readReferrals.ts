import { and, eq, or, type SQL, sql } from 'drizzle-orm';
import { referralChanges, referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { viewed } from '#server/access/viewed.ts';
import { readPersonalPhone } from '#server/booking/contact.ts';
import type { Ctx } from '#server/booking/context.ts';
import { foldName } from '#server/booking/foldName.ts';
import { askedAmong, asTold, changeableOf, readChanges } from './changes.ts';
import { topicOf } from './describeReferral.ts';
import { ofAction } from './findReferral.ts';
import { canRemind } from './rules.ts';
import type { AlikeInput } from './schema.ts';
import { selectReferrals, statusOf } from './selectReferrals.ts';
import type { ReferralRow } from './types.ts';

/** More than an organisation has at once: those without an afspraak are forgotten after some months. */
const most = 500;

/** The referrals of the own organisation with what became of them, newest first; those of oneself alone when asked. */
export async function readReferrals(
  ctx: Ctx,
  { mine = false }: { mine?: boolean } = {},
): Promise<ReferralRow[]> {
  const { staff: me } = may(ctx, 'referral.read');
  const rows = await rowsWhere(ctx, mine ? eq(whoseIs, me.id) : undefined);
  viewed(ctx, 'referral.read', { kind: 'referrals' });
  return rows;
}

/**
 * Referrals of the own organisation that may be of the same jongere: with the same first name, or with the same contact of the
 * jongere. The name is compared as it was told: what the jongere made of it is not to be guessed here. Of other organisations
 * nothing is told.
 */
export async function findAlike(ctx: Ctx, { firstName, contact }: AlikeInput): Promise<ReferralRow[]> {
  may(ctx, 'referral.read');
  const phone = contact.phone === undefined ? null : readPersonalPhone(contact.phone);
  const name = foldName(firstName);
  const sameContact = or(
    contact.email === undefined ? sql`false` : theirOwn(eq(referrals.email, contact.email)),
    phone?.ok ? theirOwn(eq(referrals.phone, phone.phone)) : sql`false`,
  );
  const [named, reached] = await Promise.all([
    rowsWhere(ctx, or(eq(referrals.firstNameFolded, name), isNameCorrected)),
    rowsWhere(ctx, sameContact),
  ]);
  const alike = [...named.filter((one) => foldName(one.firstName) === name), ...reached];
  const rows = [...new Map(alike.map((one) => [one.id, one])).values()].sort(
    (a, b) => b.createdAt - a.createdAt,
  );
  if (rows.length > 0) viewed(ctx, 'referral.read', { kind: 'referrals' });
  return rows;
}

/** Who made it, and of a chat who took it up. */
const whoseIs = sql`case when ${referrals.source} = 'chat' then ${referrals.takenBy} else ${referrals.madeBy} end`;

const isNameCorrected = sql`exists (
  select from ${referralChanges} corrected
  where corrected.referral_id = ${referrals.id} and corrected.by <> 'staff' and corrected.before ? 'firstName')`;

/** What a jongerenwerker gives as their own says nothing about which jongere it is. */
const theirOwn = (same: SQL | undefined) => and(same, eq(referrals.contactOf, 'jongere'));

async function rowsWhere(ctx: Ctx, where: SQL | undefined): Promise<ReferralRow[]> {
  const { staff: me } = may(ctx, 'referral.read');
  const found = await selectReferrals(ctx, and(ofAction(ctx, 'referral.read'), where), most);
  const ids = found.map(({ row }) => row.id);
  const [asked, changes, roster] = await Promise.all([
    askedAmong(ctx, ids),
    readChanges(ctx, ids),
    ctx.roster.current(),
  ]);
  const now = ctx.clock.now();
  return found.map((record): ReferralRow => {
    const { row, invitation, madeBy, takenBy } = record;
    const status = statusOf(record, now, 'organisation');
    const { firstName, topicId } = asTold(changeableOf(row), changes.get(row.id) ?? []);
    const { id, label } = topicOf(roster, topicId);
    return {
      id: row.id,
      source: row.source,
      firstName,
      topic: { id, label },
      madeBy: row.source === 'chat' ? takenBy : madeBy,
      isMine: (row.source === 'chat' ? row.takenBy : row.madeBy) === me.id,
      isUrgent: row.urgent !== null,
      createdAt: row.createdAt.getTime(),
      status,
      canRemind: canRemind(status, invitation, now),
      isAsked: row.sharingEndedAt === null && asked.has(row.id),
    };
  });
}
