import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NetworkKeys } from '#server/kernel/limits/limits.ts';
import { mostOfNetwork } from '#server/kernel/limits/networks.ts';
import type { Topic } from '#server/roster/types.ts';
import { logSecurity } from '#server/security/securityLog.ts';
import type { Settings } from '#server/settings/schema.ts';
import { holdMinutesWhen, muchIsHeld, shareOfNetwork } from './holdRules.ts';
import type { TooMany } from './types.ts';

/** Who of staff fills in for jongeren has one or two times at once; more are forgotten, or kept from others. */
const ofStaff = { open: 10, perHour: 120 };

/** By whom a hold is counted: the networks that a jongere comes from, or who of staff asks for it. */
export function networksOfHold({ actor, limits }: Ctx): NetworkKeys | null {
  if (!limits.enabled || actor.kind === 'system') return null;
  return actor.kind === 'jongere' ? actor.networks : [`${staffKey}${actor.staff.id}`];
}

const staffKey = 'staff:';
const isOfStaff = (networks: NetworkKeys): boolean => networks[0].startsWith(staffKey);

/** Counts a hold against each network that it comes from, per hour. */
export async function countHold(ctx: Ctx): Promise<{ ok: true } | TooMany> {
  const networks = networksOfHold(ctx);
  if (!networks) return { ok: true };
  const { limits } = (await ctx.roster.current()).settings;
  const most = isOfStaff(networks) ? ofStaff.perHour : limits.holdsPerAddressPerHour;
  const perHour = { name: isOfStaff(networks) ? 'staff-holds' : 'holds', most, perSeconds: 3600 };
  const counted = await ctx.limits.consumeFrom(networks, perHour);
  if (counted.ok) return counted;
  return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
}

const openSchema = z.array(z.object({ open: z.int(), seconds: z.number() }));

/**
 * Whether these networks may hold one time more, counted in the database for all processes together. Call with the names
 * of `lockNames` locked.
 */
export async function checkOpenHolds(
  tx: TransactionSql,
  query: { networks: NetworkKeys; room: number; settings: Settings; now: string },
): Promise<TooMany | null> {
  const { networks, room, settings, now } = query;
  const rows = await tx`
    select count(hold.id)::int as open,
      coalesce(extract(epoch from min(hold.expires_at) - ${now}::timestamptz), 1)::float8 as seconds
    from unnest(${[...networks]}::text[]) with ordinality as network (key, nth)
    left join appointments hold
      on hold.status = 'held' and hold.expires_at > ${now} and hold.held_from @> array[network.key]
    group by network.nth order by network.nth`;
  const share = shareOfNetwork(room);
  const full = openSchema.parse(rows).find(({ open }, order) => {
    if (isOfStaff(networks)) return open >= ofStaff.open;
    return open >= Math.min(share, mostOfNetwork(settings.limits.openHoldsPerAddress, order));
  });
  if (!full) return null;
  return {
    ok: false,
    error: 'too-many',
    what: 'holds',
    retryAfterSeconds: Math.max(1, Math.ceil(full.seconds)),
  };
}

/** What is locked while holds of these networks are counted: the largest, which the others lie in. */
export const lockNames = (networks: NetworkKeys): string[] => [`holds of ${networks.at(-1)}`];

const heldSchema = z.object({ held: z.int() });

/** How long a hold lasts that begins now, in milliseconds: shorter when much of what is free is held. */
export async function holdTime(ctx: Ctx, topic: Topic): Promise<number> {
  may(ctx, 'hold.place');
  const { settings } = await ctx.roster.current();
  const full = settings.holdMinutes;
  if (!ctx.limits.enabled) return full * 60_000;
  const now = new Date(ctx.clock.now()).toISOString();
  const [room, [row]] = await Promise.all([
    ctx.room.of(topic),
    // What is offered to who waits is held for no network, and makes nobody's hold shorter.
    ctx.sql`
      select count(*)::int as held from appointments
      where status = 'held' and expires_at > ${now} and held_from is not null`,
  ]);
  const { held } = heldSchema.parse(row);
  if (muchIsHeld(held, room)) await alarm(ctx, 'much-is-held', held);
  return Math.round(holdMinutesWhen({ held, room, full }) * 60) * 1000;
}

/** Tells who guards the site that a network holds all that it may. */
export const tellOfShare = (ctx: Ctx, room: number) => alarm(ctx, 'share-is-full', room);

/** Once a minute at most: an attack must not fill the log. */
async function alarm(ctx: Ctx, reason: 'much-is-held' | 'share-is-full', count: number): Promise<void> {
  const first = await ctx.limits.consume({ name: 'alarm', most: 1, perSeconds: 60 }, reason);
  if (first.ok) logSecurity(ctx, { action: 'hold', object: 'holds', result: 'alarm', reason, count });
}
