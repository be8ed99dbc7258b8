import type { Ctx as Asking } from '#server/kernel/context.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Services } from './context.ts';
import { readRoster } from './load.ts';
import { lockRoster } from './lockRoster.ts';
import type { Roster } from './types.ts';

/**
 * Takes the lock of the roster as the first of a write, and reads it under the lock and on this connection: whoever waits for the
 * lock may hold all others. What is given goes on with that roster.
 */
export async function underRoster<Ctx extends Asking & Services>(
  w: Write<Ctx>,
): Promise<{ w: Write<Ctx>; roster: Roster }> {
  await lockRoster(w.tx);
  const roster = await readRoster(w.ctx.db, w.ctx.clock.now());
  const fixed = { known: () => roster, current: async () => roster, atLeast: async () => roster };
  return { w: { ...w, ctx: { ...w.ctx, roster: fixed } }, roster };
}
