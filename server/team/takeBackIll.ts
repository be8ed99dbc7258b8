import { may } from '#server/access/may.ts';
import { undo } from '#server/agenda/undo.ts';
import { removeException } from '#server/availability/removeException.ts';
import type { Ctx } from '#server/booking/context.ts';
import { write } from '#server/kernel/write.ts';
import { underRoster } from '#server/roster/underRoster.ts';
import type { TakeBackIllInput } from './schema.ts';

/** How many afspraken somebody changed since, or whose time is gone: those stay as they are. */
export interface TakenBack {
  ok: true;
  kept: number;
}

/**
 * Takes back what `callInSick` did, in one write: the absence, unless somebody changed that since, and each of the acts that can
 * still be taken back. Once more it changes nothing.
 */
export async function takeBackIll(
  ctx: Ctx,
  { absence, acts }: TakeBackIllInput,
): Promise<TakenBack | { ok: false; error: 'changed' }> {
  may(ctx, 'team.ill');
  return write<TakenBack | { ok: false; error: 'changed' }, Ctx>(ctx, async (w) => {
    const { w: inside } = await underRoster(w);
    let kept = 0;
    for (const act of acts.toReversed()) {
      const result = await undo(inside.ctx, act);
      if (!result.ok) kept += 1;
    }
    const removed = absence === null ? null : await removeException(inside.ctx, absence);
    if (removed && !removed.ok && removed.error === 'changed') return w.undo({ ok: false, error: 'changed' });
    return { ok: true, kept };
  });
}
