import { may } from '#server/access/may.ts';
import { rawScope } from '#server/access/scope.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import { type Write, write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';
import { lockTraject } from './find.ts';
import { ownsTrajecten } from './ownsTrajecten.ts';
import type { AssignInput } from './schema.ts';
import { takeUpMeldingen } from './takeUpMeldingen.ts';
import { addWorkingDays } from './workingDays.ts';

/** What became of each; `changed` is one that somebody changed since the page was shown, `gone` one that is closed or not theirs. */
export type Assigned =
  | { ok: true; assigned: string[]; changed: string[]; gone: string[] }
  /** Whoever was to get them works here no more, or in another team. */
  | { ok: false; error: 'owner-unknown' };

/**
 * Gives trajecten to somebody of the team, many at once: each for itself, so one that changed meanwhile stays where it is and holds
 * up no other. What was new gets a first call as its next action; what was somebody's keeps its own.
 */
export async function assign(ctx: Ctx, { to, trajecten }: AssignInput): Promise<Assigned> {
  may(ctx, 'traject.assign');
  return write<Assigned, Ctx>(ctx, async (w) => {
    if (!(await mayOwn(w, to))) return { ok: false, error: 'owner-unknown' };
    const result: Assigned = { ok: true, assigned: [], changed: [], gone: [] };
    // In one order everywhere, so that two who assign the same do not wait for each other.
    for (const { id, version } of trajecten.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
      const found = await lockTraject(w, 'traject.assign', id);
      if (!found.ok || !found.row.isOpen) result.gone.push(id);
      else if (found.row.version !== version) result.changed.push(id);
      else {
        await give(w, id, to);
        w.changed({ trajecten: [found.row.owner, to] });
        result.assigned.push(id);
      }
    }
    return result;
  });
}

/** Whether trajecten can be given to somebody: they work here, with jongeren, and within the reach of who gives. */
export async function mayOwn(w: Write<Ctx>, id: string): Promise<boolean> {
  const rows = await w.tx`
    select from staff s
    where s.id = ${id} and ${ownsTrajecten(w.tx)} and ${rawScope(w.ctx, 'traject.assign')}
    for share`;
  return rows.length > 0;
}

/** Makes somebody the owner. What was to be assigned is to be called now. Part of a write that locked it. */
export async function give(w: Write<Ctx>, id: string, to: string): Promise<void> {
  const callOn = addWorkingDays(dateInAmsterdam(Date.parse(w.now)), 1);
  await w.tx`
    update trajecten set owner_id = ${to}, assigned_at = coalesce(assigned_at, ${w.now}::timestamptz), version = version + 1,
      next_on = case when next_action = 'assign' then ${callOn}::date else next_on end,
      next_action = case when next_action = 'assign' then 'call' else next_action end
    where id = ${id}`;
  w.record({ about: { kind: 'traject', id }, what: 'assigned', details: { to } });
  await takeUpMeldingen(w, id);
}
