import { may } from '#server/access/may.ts';
import { bookableDates } from '#server/availability/window.ts';
import { offered } from '#server/booking/alternatives.ts';
import type { Ctx } from '#server/booking/context.ts';
import { findTopic } from '#server/booking/slotRequest.ts';
import type { OfferedSlot } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Modality } from '#server/slots/schema.ts';
import { findInvitation, type InvitationOver } from './findInvitation.ts';
import { freeTimes } from './freeTimes.ts';

export interface ReferralTimesQuery {
  /** Id of a topic. */
  topic: string;
  /** The first date; the last is that of the horizon. */
  from: string;
  modality?: Modality | undefined;
  location?: string | undefined;
}

export interface ReferralTimes {
  /** Days with free times, soonest first. */
  days: { date: string; times: OfferedSlot[] }[];
  /** The date from which there is more; null when that was all. */
  more: string | null;
}

/** Starts on which to show whole days. */
const enough = 24;

/**
 * The next free times to book together, of whole days until there are about two dozen. What cannot wait may start sooner.
 * Home visits come with `visits`, for who asks where the jongere lives.
 */
export async function findReferralTimes(
  ctx: Ctx,
  query: ReferralTimesQuery & { urgent: boolean; visits: boolean },
): Promise<ReferralTimes> {
  may(ctx, 'referral.make');
  return nextTimes(ctx, query);
}

/** The same for a jongere who was invited. */
export async function findInvitationTimes(
  ctx: Ctx,
  token: string,
  query: ReferralTimesQuery,
): Promise<{ ok: true; times: ReferralTimes } | NotFound | InvitationOver> {
  may(ctx, 'referral.own');
  const opened = await findInvitation(ctx, token);
  if (!opened.ok) return opened;
  return {
    ok: true,
    times: await nextTimes(ctx, {
      ...query,
      urgent: opened.found.row.urgent !== null,
      visits: false,
    }),
  };
}

async function nextTimes(
  ctx: Ctx,
  { topic: wanted, from, urgent, ...how }: ReferralTimesQuery & { urgent: boolean; visits: boolean },
): Promise<ReferralTimes> {
  const roster = await ctx.roster.current();
  const topic = findTopic(roster, wanted, 'invited');
  if (!topic) return { days: [], more: null };
  const { to } = bookableDates(roster, ctx.clock.now());
  const slots = offered(await freeTimes(ctx, { topic, from, to, urgent, ...how }));
  const days: ReferralTimes['days'] = [];
  let count = 0;
  for (const [date, times] of Map.groupBy(slots, ({ start }) => dateInAmsterdam(start))) {
    if (count >= enough) return { days, more: date };
    days.push({ date, times });
    count += new Set(times.map(({ start }) => start)).size;
  }
  return { days, more: null };
}
