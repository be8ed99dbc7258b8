import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { write } from '#server/kernel/write.ts';
import { give, mayOwn } from './assign.ts';
import type { Ctx } from './context.ts';
import type { CaseloadInput } from './schema.ts';

export type Moved =
  | { ok: true; moved: number }
  /** Either of them is not of the team, or whoever was to get them works here no more; or it is one person. */
  | { ok: false; error: 'owner-unknown' };

const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Gives all open trajecten of somebody to a colleague, as when they leave or fall ill; each keeps its next action and date. What a
 * colleague changes at the same moment happens before or after it: nothing of it is lost, and none stays behind.
 */
export function moveCaseload(ctx: Ctx, { from, to }: CaseloadInput): Promise<Moved> {
  may(ctx, 'traject.assign');
  return write<Moved, Ctx>(ctx, async (w) => {
    const whose =
      await w.tx`select from staff s where s.id = ${from} and ${rawScope(w.ctx, 'traject.assign')}`;
    if (from === to || whose.length === 0 || !(await mayOwn(w, to)))
      return { ok: false, error: 'owner-unknown' };
    const rows = await w.tx`
      select id from trajecten where owner_id = ${from} and closed_at is null and joined_into_id is null
      order by id for update`;
    const ids = idsSchema.parse([...rows]);
    for (const { id } of ids) await give(w, id, to);
    w.changed({ trajecten: [from, to] });
    return { ok: true, moved: ids.length };
  });
}
