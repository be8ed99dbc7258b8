import type { Ctx } from '../context.ts';
import { hashToken } from '../security/tokens.ts';
import { findHold } from './findHold.ts';
import type { Hold, HoldExpired, NotFound } from './types.ts';

/** Gives a hold its full time again, once. Asking twice changes nothing and is no error. */
export async function extendHold(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; hold: Hold } | HoldExpired | NotFound> {
  const { settings } = await ctx.roster.current();
  const now = ctx.clock.now();
  const until = new Date(now + settings.holdMinutes * 60_000).toISOString();
  const rows = await ctx.sql<{ casemanagerId: string }[]>`
    update appointments set expires_at = ${until}, extended = true
    where hold_token_hash = ${hashToken(token)} and status = 'held' and not extended
      and expires_at > ${new Date(now).toISOString()}
    returning casemanager_id as "casemanagerId"`;
  const [extended] = rows;
  if (extended) ctx.changes.say({ casemanagers: [extended.casemanagerId] });
  const found = await findHold(ctx, token);
  if (!found.ok && found.error === 'booked') return { ok: false, error: 'hold-expired' };
  return found;
}
