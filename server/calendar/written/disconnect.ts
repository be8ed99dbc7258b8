import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/calendar/busy/context.ts';
import { removeSource } from '#server/calendar/busy/removeSource.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { claimWriter } from './claim.ts';
import { readEntries, TurnLost } from './entries.ts';
import { takeOut } from './takeOut.ts';

export type DisconnectResult =
  /** `left`: how many afspraken to come still stand there, since the other side did not let us. */
  | { ok: true; left: number }
  /** It is being written into now. */
  | { ok: false; error: 'under-way' }
  | NotFound;

const patienceMs = 20_000;

/**
 * Removes an own calendar with the time that it took, and takes out of it what was written there of afspraken to come. What is over
 * stays: it was.
 */
export async function disconnect(ctx: Ctx, id: string): Promise<DisconnectResult> {
  const { id: me } = may(ctx, 'own-calendar.save').staff;
  const [writer] = await ctx.sql`
    select from calendar_writers join calendar_sources on id = source_id
    where source_id::text = ${id} and casemanager_id = ${me}`;
  const left = writer === undefined ? 0 : await takeOutAll(ctx, id).catch(nullWhenLost);
  if (left === null) return { ok: false, error: 'under-way' };
  const removed = await removeSource(ctx, id);
  return removed.ok ? { ok: true, left } : removed;
}

function nullWhenLost(error: unknown): null {
  if (error instanceof TurnLost) return null;
  throw error;
}

/** Answers how many could not be taken out; null when somebody else has the turn. */
async function takeOutAll(ctx: Ctx, id: string): Promise<number | null> {
  const claimed = await claimWriter(ctx, { id });
  if (!claimed) return null;
  const entries = await readEntries(ctx, claimed);
  const over = await ctx.sql<{ id: string }[]>`
    select id from appointments
    where id = any(${entries.map(({ appointment }) => appointment)}::uuid[])
      and ends_at <= ${new Date(ctx.clock.now()).toISOString()}`;
  const isOver = new Set(over.map((row) => row.id));
  const toCome = entries.filter(({ appointment }) => !isOver.has(appointment));
  const secret = ctx.seals.open('calendar', claimed.id, claimed.sealed);
  const signal = AbortSignal.timeout(patienceMs);
  const writer = secret === null ? null : ctx.calendars.sources[claimed.kind].writer?.(secret, signal);
  if (!writer) return toCome.length;
  for (const [index, entry] of toCome.entries()) {
    // Whoever says no once says it again: nobody waits for that.
    const removed = await takeOut(ctx, claimed, { writer, entry });
    if (!removed.ok) return toCome.length - index;
  }
  return 0;
}
