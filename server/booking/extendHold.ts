import type { Ctx } from '#server/kernel/context.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { findHold } from './findHold.ts';
import { holdTime } from './limitHolds.ts';
import type { Hold, HoldExpired, NotFound } from './types.ts';

/**
 * Gives a hold the time again that one has which begins now, once, and never less than it had left. Asking twice changes
 * nothing and is no error.
 */
export async function extendHold(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; hold: Hold } | HoldExpired | NotFound> {
  const asked = await findHold(ctx, token);
  if (!asked.ok) return asked.error === 'booked' ? { ok: false, error: 'hold-expired' } : asked;
  const time = await holdTime(ctx, asked.hold.topic);
  const now = ctx.clock.now();
  const until = new Date(now + time).toISOString();
  const rows = await ctx.sql<{ casemanagerId: string }[]>`
    update appointments set expires_at = greatest(expires_at, ${until}), extended = true
    where hold_token_hash = ${hashToken(token)} and status = 'held' and not extended
      and expires_at > ${new Date(now).toISOString()}
    returning casemanager_id as "casemanagerId"`;
  const [extended] = rows;
  if (extended) ctx.bus.say({ agenda: [extended.casemanagerId] });
  const found = await findHold(ctx, token);
  if (!found.ok && found.error === 'booked') return { ok: false, error: 'hold-expired' };
  return found;
}
