import { randomUUID } from 'node:crypto';
import { trajectNotes } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { give } from './assign.ts';
import type { Ctx } from './context.ts';
import { lockTraject, type WrongTime } from './find.ts';
import type { TakeOverInput } from './schema.ts';

export type TakenOver = { ok: true } | NotFound | Changed | WrongTime;

/**
 * Makes whoever asks the owner of a traject of another team, with a reason that stays in its notes. Looking at it needs this too:
 * to work in the same role is not enough.
 */
export async function takeOver(ctx: Ctx, id: string, { version, reason }: TakeOverInput): Promise<TakenOver> {
  const { staff: me } = may(ctx, 'traject.take-over');
  return write<TakenOver, Ctx>(ctx, async (w) => {
    const found = await lockTraject(w, 'traject.take-over', id);
    if (!found.ok) return found;
    if (!found.row.isOpen) return { ok: false, error: 'too-late' };
    if (found.row.owner === me.id) return { ok: true };
    if (found.row.version !== version) return { ok: false, error: 'changed' };
    await give(w, id, me.id);
    const tx = w.ctx.db;
    await tx.insert(trajectNotes).values({
      id: randomUUID(),
      trajectId: id,
      kind: 'note',
      audience: 'team',
      facts: reason,
      at: new Date(w.now),
      staffId: me.id,
    });
    w.record({ about: { kind: 'traject', id }, what: 'taken-over', details: { from: found.row.owner } });
    w.changed({ trajecten: [found.row.owner, me.id] });
    return { ok: true };
  });
}
