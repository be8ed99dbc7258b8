import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { give, mayOwn } from './assign.ts';
import type { Ctx } from './context.ts';
import type { CaseloadInput } from './schema.ts';

export type Moved =
  | { ok: true; moved: number }
  /** Either of them is not of the team, or whoever was to get them works here no more; or it is one person. */
  | { ok: false; error: 'owner-unknown' };

const rowsSchema = z.array(z.object({ id: z.uuid(), on: z.string() }));
const receiversSchema = z.array(z.object({ id: z.uuid() }));

/**
 * Gives all open trajecten of somebody to a colleague, or deals them out among several, as when they leave or fall ill; each keeps its
 * next action and date. They are dealt in the order in which they are due, so that nobody gets all that is urgent, and who has the
 * fewest gets the first. Each who gets some is told by mail. What a colleague changes at the same moment happens before or after it:
 * nothing of it is lost, and none stays behind.
 */
export function moveCaseload(ctx: Ctx, { from, to }: CaseloadInput): Promise<Moved> {
  may(ctx, 'traject.assign');
  return write<Moved, Ctx>(ctx, async (w) => {
    const whose =
      await w.tx`select from staff s where s.id = ${from} and ${rawScope(w.ctx, 'traject.assign')}`;
    if (whose.length === 0 || to.includes(from)) return { ok: false, error: 'owner-unknown' };
    for (const id of to.toSorted()) if (!(await mayOwn(w, id))) return { ok: false, error: 'owner-unknown' };
    // All are locked in one order, and only then dealt in another.
    const rows = await w.tx`
      select id, next_on::text as on from trajecten where owner_id = ${from} and closed_at is null and joined_into_id is null
      order by id for update`;
    const due = rowsSchema.parse([...rows]).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
    const receivers = await fewestFirst(w, to);
    const hands = Map.groupBy(due.entries(), ([turn]) => receivers[turn % receivers.length]);
    for (const [receiver, dealt] of hands) {
      if (receiver === undefined) continue;
      for (const [, { id }] of dealt) await give(w, id, receiver);
      tellReceiver(w, receiver);
    }
    w.changed({ trajecten: [from, ...to] });
    return { ok: true, moved: due.length };
  });
}

async function fewestFirst(w: Write<Ctx>, ids: readonly string[]): Promise<string[]> {
  const rows = await w.tx`
    select s.id from staff s
    left join trajecten t on t.owner_id = s.id and t.closed_at is null and t.joined_into_id is null
    where s.id = any(${[...ids]}::uuid[]) group by s.id order by count(t.id), s.id`;
  return receiversSchema.parse([...rows]).map(({ id }) => id);
}

/** Many come at once, and none of them by their own doing. */
function tellReceiver(w: Write<Ctx>, receiver: string): void {
  w.message({
    kind: 'caseload-received',
    channel: 'email',
    to: { kind: 'staff', id: receiver },
    about: { kind: 'account', id: receiver },
    version: Date.parse(w.now),
  });
}
