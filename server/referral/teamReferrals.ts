import { and, desc, eq, gte, isNull, type SQL, sql } from 'drizzle-orm';
import { appointments, referralInvitations, referralShortages, referrals } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { scope } from '#server/access/scope.ts';
import { viewed } from '#server/access/viewed.ts';
import { findOfTeam } from '#server/agenda/findOfTeam.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';
import { describeReferral, referrerOf, topicOf } from './describeReferral.ts';
import { findReferral } from './findReferral.ts';
import { canStill } from './rules.ts';
import {
  countReferrals,
  isAloneWithOrganisation,
  type ReferralRecord,
  selectReferrals,
  statusOf,
} from './selectReferrals.ts';
import type { OpenCount, Shortage, TeamReferral } from './types.ts';

/** The referral behind an afspraak of the team; null for one without, and once the jongere took it off. */
export async function readReferralOf(
  ctx: Ctx,
  appointmentId: string,
): Promise<{ ok: true; referral: TeamReferral | null } | NotFound> {
  may(ctx, 'referral.team.read');
  const opened = await findOfTeam(ctx, 'referral.team.read', appointmentId);
  if (!opened.ok) return opened;
  const { referralId } = opened.row;
  const [found] = referralId === null ? [] : await selectReferrals(ctx, eq(referrals.id, referralId), 1);
  return { ok: true, referral: found && !isDetached(found) ? await forTeam(ctx, found) : null };
}

/** One referral, for who may take it up. */
export async function readTeamReferral(
  ctx: Ctx,
  id: string,
): Promise<{ ok: true; referral: TeamReferral } | NotFound> {
  may(ctx, 'referral.team.read');
  const result = await findReferral(ctx, 'referral.team.read', id);
  // What the jongere may still detach is no casemanager's yet.
  if (!result.ok || isDetached(result.found) || !isToTakeUp(ctx, result.found))
    return { ok: false, error: 'not-found' };
  return { ok: true, referral: await forTeam(ctx, result.found) };
}

/** How many the list shows. */
export const mostOpen = 200;

/**
 * The referrals that wait for the team, oldest first: of which no afspraak was made yet or its link expired, and of which the
 * jongere did not come. While a link still opens it is the jongere's turn.
 */
export async function readOpenReferrals(ctx: Ctx): Promise<TeamReferral[]> {
  may(ctx, 'referral.team.open');
  const open = and(scope(ctx, 'referral.team.open'), isWaiting(ctx.clock.now()));
  const found = await selectReferrals(ctx, open, mostOpen, 'oldest');
  const waiting = found.filter((one) => canStill('settle', stateFor(ctx, one)));
  return Promise.all(waiting.map((one) => forTeam(ctx, one)));
}

/** How many wait for the team; null when none does. */
export async function countOpenReferrals(ctx: Ctx): Promise<OpenCount | null> {
  may(ctx, 'referral.team.open');
  const open = and(scope(ctx, 'referral.team.open'), isWaiting(ctx.clock.now()));
  return countReferrals(ctx, open);
}

/** What `canStill('settle')` says of the status, in SQL, so that those that do not wait take no place of those that do. */
export function isWaiting(now: number): SQL | undefined {
  const lastLink = sql`(
    select link.expires_at from ${referralInvitations} link
    where link.referral_id = ${referrals.id} and link.used_at is null and link.ended_at is null
      and link.created_at >= coalesce(
        (select max(former.booked_at) from ${appointments} former
          where former.referral_id = ${referrals.id} and former.status in ('booked', 'cancelled')), '-infinity'))`;
  const stands = sql`exists (
    select from (
      select last.status, last.outcome from ${appointments} last
      where last.referral_id = ${referrals.id} and last.status in ('booked', 'cancelled')
      order by last.booked_at desc limit 1) last
    where last.outcome = 'geweest' or (last.status = 'booked' and last.outcome is null))`;
  return and(
    isNull(referrals.withdrawnAt),
    isNull(referrals.closedAt),
    // A link after the last afspraak counts instead of that: until it is over it is the jongere's turn.
    sql`coalesce(${lastLink} <= ${new Date(now).toISOString()}::timestamptz, not ${stands} and not coalesce(${isAloneWithOrganisation(now)}, false))`,
    sql`not (${referrals.source} = 'chat' and ${referrals.sharingEndedAt} is not null)`,
  );
}

const stateFor = (ctx: Ctx, found: ReferralRecord) => statusOf(found, ctx.clock.now(), 'team');

/** Whether the jongere took it off: then it is no casemanager's any more, also not of an afspraak before. */
const isDetached = ({ row }: ReferralRecord): boolean => row.closeReason === 'detached';

/** Whether a referral is with the team: there was an afspraak, or no link that still opens. */
const isToTakeUp = (ctx: Ctx, found: ReferralRecord): boolean =>
  found.appointments.length > 0 || canStill('settle', stateFor(ctx, found));

const shortageDays = 28;

/** For which topics referrals found nothing to book in the last four weeks, and on which days; the most often first. */
export async function readShortages(ctx: Ctx): Promise<Shortage[]> {
  may(ctx, 'referral.team.open');
  const { day } = referralShortages;
  const roster = await ctx.roster.current();
  const since = addDays(dateInAmsterdam(ctx.clock.now()), -shortageDays);
  const rows = await ctx.db.select().from(referralShortages).where(gte(day, since)).orderBy(desc(day));
  const shortages = [...Map.groupBy(rows, ({ topicId }) => topicId)].map(([id, ofTopic]) => ({
    topic: { id, label: topicOf(roster, id).label },
    times: ofTopic.reduce((total, { times }) => total + times, 0),
    urgentTimes: ofTopic.reduce((total, { urgentTimes }) => total + urgentTimes, 0),
    days: ofTopic.map(({ day: date, times }) => ({ date, times })),
  }));
  return shortages.sort((a, b) => b.times - a.times || (a.topic.id < b.topic.id ? -1 : 1));
}

async function forTeam(ctx: Ctx, found: ReferralRecord): Promise<TeamReferral> {
  const { row } = found;
  const { referral, changes, messages } = await describeReferral(ctx, found);
  const status = stateFor(ctx, found);
  viewed(ctx, 'referral.team.read', { kind: 'referral', id: row.id });
  return {
    ...referral,
    referrer: {
      ...referrerOf(found),
      email: row.fromEmail,
      phone: row.fromPhone,
      ended: found.organisationEnded,
    },
    status,
    changes,
    messages,
    canWrite: row.organisationId !== null && row.sharingEndedAt === null && canStill('write', status),
    canSettle: canStill('settle', status),
  };
}
