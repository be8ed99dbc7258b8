import { staffOf } from '#server/accounts/staffOf.ts';
import type { Ctx } from '#server/chat/context.ts';
import { append } from './append.ts';
import type { Changed } from './changed.ts';

/** Assigns a waiting conversation to the casemanager; of two who try at once, one gets it. */
export async function take(ctx: Ctx, conversation: string): Promise<Changed<'taken'>> {
  const { sql } = ctx;
  const { id, firstName } = staffOf(ctx);
  const now = ctx.clock.now();
  const at = new Date(now).toISOString();
  const row = await append(sql, {
    conversation,
    now,
    message: { author: 'system', kind: 'joined', staffId: id, data: { name: firstName } },
    set: sql`, status = 'active', casemanager_id = ${id}, returned = false, taken_at = coalesce(taken_at, ${at}),
      jongere_turn_at = null, asked_at = null`,
    where: sql`and status = 'waiting'`,
  });
  if (!row) return { ok: false, error: 'taken' };
  ctx.bus.say({ conversations: [conversation], queue: true });
  return { ok: true, row };
}
