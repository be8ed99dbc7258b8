import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { worklistFiltersSchema, worklistViews } from './worklistSchema.ts';

const keptSchema = z.object({ view: z.enum(worklistViews), filters: worklistFiltersSchema });
/** With what the worklist of somebody opens. */
export type KeptFilter = z.output<typeof keptSchema>;

/** What whoever is signed in kept; null for nothing, or for what another release wrote and this one does not know. */
export async function readKeptFilter(ctx: Ctx): Promise<KeptFilter | null> {
  const { id } = may(ctx, 'account.read').staff;
  const [row] = await ctx.sql`select worklist_filter as kept from staff where id = ${id}`;
  return keptSchema.safeParse(row?.kept).data ?? null;
}

/** Keeps what one looks at for the next time, on whatever device; null forgets it. It concerns nobody else. */
export async function keepFilter(ctx: Ctx, kept: KeptFilter | null): Promise<void> {
  const { id } = may(ctx, 'account.change').staff;
  await write(ctx, async (w) => {
    const value = kept === null ? null : JSON.stringify(kept);
    await w.tx`update staff set worklist_filter = ${value}::text::jsonb where id = ${id}`;
    w.record({
      about: { kind: 'casemanager', id },
      what: 'own-settings-saved',
      details: { worklist: kept?.view ?? 'none' },
    });
  });
}
