import { z } from 'zod';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { hashToken } from '#server/kernel/tokens.ts';
import { write } from '#server/kernel/write.ts';
import { findHold } from './findHold.ts';
import { holdTime } from './limitHolds.ts';
import type { Hold, HoldExpired } from './types.ts';

/**
 * Gives a hold the time again that one has which begins now, once, and never less than it had left. Asking twice changes
 * nothing and is no error.
 */
export async function extendHold(
  ctx: Ctx,
  token: string,
): Promise<{ ok: true; hold: Hold } | HoldExpired | NotFound> {
  may(ctx, 'hold.change');
  const asked = await findHold(ctx, token);
  if (!asked.ok) return asked.error === 'booked' ? { ok: false, error: 'hold-expired' } : asked;
  const time = await holdTime(ctx, asked.hold.topic);
  const now = ctx.clock.now();
  const until = new Date(now + time).toISOString();
  const expiresAt = await write<number | null, Ctx>(ctx, async (w) => {
    const rows = await w.tx`
      update appointments set expires_at = greatest(expires_at, ${until}), extended = true
      where hold_token_hash = ${hashToken(token)} and status = 'held' and not extended
        and expires_at > ${new Date(now).toISOString()}
      returning extract(epoch from expires_at)::float8 * 1000 as "expiresAt"`;
    const [extended] = extendedRows.parse([...rows]);
    if (!extended) return null;
    w.changed({ agenda: [asked.hold.casemanager.id] });
    return extended.expiresAt;
  });
  if (expiresAt !== null) return { ok: true, hold: { ...asked.hold, expiresAt, extended: true } };
  const found = await findHold(ctx, token);
  if (!found.ok && found.error === 'booked') return { ok: false, error: 'hold-expired' };
  return found;
}

const extendedRows = z.array(z.object({ expiresAt: z.number() }));
