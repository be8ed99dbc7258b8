import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/chat/context.ts';
import { write } from '#server/kernel/write.ts';
import { append } from './append.ts';
import type { Changed } from './changed.ts';

/** Assigns a waiting conversation to the casemanager; of two who try at once, one gets it. */
export async function take(ctx: Ctx, conversation: string): Promise<Changed<'taken'>> {
  const { id, firstName } = may(ctx, 'chat.take').staff;
  return write<Changed<'taken'>, Ctx>(ctx, async (w) => {
    const row = await append(w.tx, {
      conversation,
      now: Date.parse(w.now),
      message: { author: 'system', kind: 'joined', staffId: id, data: { name: firstName } },
      set: w.tx`, status = 'active', casemanager_id = ${id}, returned = false, taken_at = coalesce(taken_at, ${w.now}),
        jongere_turn_at = null, asked_at = null, unanswered_since = ${w.now}`,
      where: w.tx`and status = 'waiting'`,
    });
    if (!row) return { ok: false, error: 'taken' };
    w.record({ about: { kind: 'conversation', id: conversation }, what: 'taken' });
    w.changed({ conversations: [conversation], queue: true });
    return { ok: true, row };
  });
}
