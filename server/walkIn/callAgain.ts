import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { findWalkIn, lockWalkIn } from './findWalkIn.ts';
import { noteInLine } from './noteInLine.ts';

export type AfterCall = { ok: true } | NotFound | Changed;

/** Calls somebody again who was called and did not come yet: the screen shows them anew. */
export async function callAgain(ctx: Ctx, id: string, version: number): Promise<AfterCall> {
  may(ctx, 'walk-in.write');
  const found = await findWalkIn(ctx, 'walk-in.write', id);
  if (!found.ok) return found;
  return write<AfterCall, Ctx>(ctx, async (w) => {
    const locked = await lockWalkIn(w, id, version);
    if (locked?.status !== 'called') return { ok: false, error: 'changed' };
    await w.tx`
      update walk_ins set called_at = ${w.now}::timestamptz, calls = calls + 1, version = version + 1 where id = ${id}`;
    noteInLine(w, found.row, 'called-again');
    return { ok: true };
  });
}

/**
 * Somebody was called and did not come: back in line, behind those who were not called in vain. The afspraak goes as if it had
 * not been: nobody met, and nobody has its link.
 */
export async function notAnswered(ctx: Ctx, id: string, version: number): Promise<AfterCall> {
  may(ctx, 'walk-in.write');
  const found = await findWalkIn(ctx, 'walk-in.write', id);
  if (!found.ok) return found;
  return write<AfterCall, Ctx>(ctx, async (w) => {
    const locked = await lockWalkIn(w, id, version);
    if (locked?.status !== 'called' || locked.appointment === null) return { ok: false, error: 'changed' };
    await w.tx`
      update walk_ins
      set status = 'waiting', missed_at = ${w.now}::timestamptz, called_by = null, room = null, appointment_id = null,
        version = version + 1
      where id = ${id}`;
    if (!(await dropAppointment(w, locked.appointment))) return w.undo({ ok: false, error: 'changed' });
    noteInLine(w, found.row, 'not-answered');
    return { ok: true };
  });
}

/** Removes the afspraak of a call, as long as nothing became of it. Answers false otherwise. */
export async function dropAppointment({ tx }: Write, id: string): Promise<boolean> {
  const rows = await tx`
    delete from appointments
    where id = ${id} and channel = 'walk-in' and status = 'booked' and outcome is null and sequence = 0
      and not exists (select from appointment_notes where appointment_id = appointments.id)
      and not exists (select from appointments later where later.follows_id = appointments.id)
    returning id`;
  return rows.length > 0;
}
