import { eq } from 'drizzle-orm';
import { configurationChanges } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { type SaveResult, saveOne } from './save.ts';

/**
 * Takes a change back, by a new change to what was before. Refused with `changed` when something was changed after it, and as
 * any other change when it cannot be so any more.
 */
export async function undoConfiguration(
  ctx: Ctx,
  change: number,
  agreed?: string | undefined,
): Promise<SaveResult> {
  may(ctx, 'configuration.save');
  return write<SaveResult, Ctx>(ctx, async (w) => {
    const [found] = await w.ctx.db
      .select()
      .from(configurationChanges)
      .where(eq(configurationChanges.id, change));
    if (!found) return { ok: false, error: 'unknown' };
    const { kind, subject: id, before: given } = found;
    return saveOne(w, { kind, id, given, version: change, agreed, undoes: change });
  });
}
