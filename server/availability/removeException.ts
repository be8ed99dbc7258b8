import { z } from 'zod';
import { may } from '#server/access/may.ts';
import { peopleInScope } from '#server/access/scope.ts';
import type { Ctx } from '#server/availability/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { ChangedTo } from '#server/kernel/version.ts';
import { write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { exceptionEntry } from './exceptionEntry.ts';
import { type StoredException, selectExceptions } from './exceptionRows.ts';

export type RemoveExceptionResult =
  | { ok: true; casemanagerId: string }
  /** It is gone already, or of somebody of another team. */
  | NotFound
  | ChangedTo<StoredException>;

/** Takes back an exception of somebody of the own team, as it was on the page: `version` says which one that was. */
export async function removeException(
  ctx: Ctx,
  { id, version }: { id: string; version: number },
): Promise<RemoveExceptionResult> {
  may(ctx, 'exception.save');
  const roster = await ctx.roster.current();
  const team = new Set(peopleInScope(ctx, 'exception.save', roster.casemanagers).map((member) => member.id));
  if (!z.uuid().safeParse(id).success) return { ok: false, error: 'not-found' };
  return write(ctx, async (w): Promise<RemoveExceptionResult> => {
    const { tx } = w;
    await lockRoster(tx);
    const [now] = await selectExceptions(tx, { id });
    if (!now || !team.has(now.casemanagerId)) return { ok: false, error: 'not-found' };
    if (now.version !== version) return { ok: false, error: 'changed', now };
    await tx`delete from availability_exceptions where id = ${id}`;
    w.record(exceptionEntry('exception-removed', now.casemanagerId, now));
    w.changed({ roster: true });
    return { ok: true, casemanagerId: now.casemanagerId };
  });
}
