import type { Ctx } from '../context.ts';
import type { Limit } from '../limits/limits.ts';
import type { Settings } from '../settings/schema.ts';
import type { TooMany } from './types.ts';

function openHolds(settings: Settings): Limit {
  return {
    name: 'open-holds',
    most: settings.limits.openHoldsPerAddress,
    perSeconds: settings.holdMinutes * 60,
  };
}

/** Counts a hold against the address it comes from. Staff at a desk are not limited. */
export async function countHold(ctx: Ctx): Promise<{ ok: true } | TooMany> {
  if (ctx.actor.kind !== 'jongere') return { ok: true };
  const { settings } = await ctx.roster.current();
  const open = await ctx.limits.consume(openHolds(settings), ctx.actor.addressKey);
  if (!open.ok)
    return { ok: false, error: 'too-many', what: 'holds', retryAfterSeconds: open.retryAfterSeconds };
  const perHour = { name: 'holds', most: settings.limits.holdsPerAddressPerHour, perSeconds: 3600 };
  const inHour = await ctx.limits.consume(perHour, ctx.actor.addressKey);
  if (inHour.ok) return inHour;
  return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: inHour.retryAfterSeconds };
}

/** A hold was let go or became an afspraak: it no longer counts as open. */
export async function uncountHold(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'jongere') return;
  const { settings } = await ctx.roster.current();
  await ctx.limits.reward(openHolds(settings), ctx.actor.addressKey);
}
