import type { Ctx } from '#server/booking/context.ts';
import type { TooMany } from '#server/booking/types.ts';
import type { Maker } from './maker.ts';

const hour = 3600;
/** More than anybody refers in an hour, whose account or key was taken over. */
const mostOfPerson = 60;
const mostOfSystem = 600;

/** Counts a referral against who makes it; of the form without an account, against where it comes from. */
export async function countReferral(
  ctx: Ctx,
  { organisation, madeBy }: Maker,
): Promise<{ ok: true } | TooMany> {
  const counted = await count(ctx, organisation, madeBy);
  if (counted.ok) return counted;
  return { ok: false, error: 'too-many', what: 'requests', retryAfterSeconds: counted.retryAfterSeconds };
}

async function count(ctx: Ctx, organisation: string | null, madeBy: string | null) {
  if (madeBy !== null)
    return ctx.limits.consume({ name: 'referrals', most: mostOfPerson, perSeconds: hour }, madeBy);
  if (organisation !== null)
    return ctx.limits.consume(
      { name: 'referrals-of-system', most: mostOfSystem, perSeconds: hour },
      organisation,
    );
  if (ctx.actor.kind !== 'jongere') return { ok: true } as const;
  const { settings } = await ctx.roster.current();
  const most = settings.limits.referralsPerAddressPerHour;
  return ctx.limits.consumeFrom(ctx.actor.networks, { name: 'referrals', most, perSeconds: hour });
}
