import { randomUUID } from 'node:crypto';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { type AfterCall, dropAppointment } from './callAgain.ts';
import { findWalkIn, lockWalkIn } from './findWalkIn.ts';
import { noteInLine } from './noteInLine.ts';
import { insertWalkIn } from './putInLine.ts';

/** Somebody left: out of the line, also after they were called, and of a day before. */
export async function leaveLine(ctx: Ctx, id: string, version: number): Promise<AfterCall> {
  may(ctx, 'walk-in.write');
  const found = await findWalkIn(ctx, 'walk-in.write', id, { andLeft: true });
  if (!found.ok) return found;
  return write<AfterCall, Ctx>(ctx, async (w) => {
    if (!(await takeOut(w, { id, version, status: 'left' }))) return w.undo({ ok: false, error: 'changed' });
    noteInLine(w, found.row, 'left');
    return { ok: true };
  });
}

/**
 * Somebody who left came back, it was a mistake, or the afspraak instead was cancelled: they have their place again. That it was
 * cancelled cannot be taken back any more: they would wait and have an afspraak.
 */
export async function putBack(ctx: Ctx, id: string, version: number): Promise<AfterCall> {
  may(ctx, 'walk-in.write');
  const found = await findWalkIn(ctx, 'walk-in.write', id);
  if (!found.ok) return found;
  return write<AfterCall, Ctx>(ctx, async (w) => {
    await w.tx`
      delete from undoable using walk_ins
      where walk_ins.id = ${id} and undoable.appointment_id = walk_ins.appointment_id`;
    const rows = await w.tx`
      update walk_ins set status = 'waiting', appointment_id = null, version = version + 1
      where id = ${id} and version = ${version} and (status = 'left' or status = 'booked' and not exists (
        select from appointments where appointments.id = appointment_id and appointments.status = 'booked'))
      returning id`;
    if (rows.length === 0) return w.undo({ ok: false, error: 'changed' });
    noteInLine(w, found.row, 'put-back');
    return { ok: true };
  });
}

export type MoveLineResult =
  /** The number that they have there. */
  | { ok: true; number: number }
  | NotFound
  | Changed
  /** There is no such location where one can walk in. */
  | { ok: false; error: 'location-unknown' };

/** Somebody goes to another location: at the end of the line there, with a number of that line. */
export async function moveToLine(
  ctx: Ctx,
  id: string,
  { version, to }: { version: number; to: string },
): Promise<MoveLineResult> {
  may(ctx, 'walk-in.write');
  const found = await findWalkIn(ctx, 'walk-in.write', id);
  if (!found.ok) return found;
  const { location, topic, firstName } = found.row;
  const { locations } = await ctx.roster.current();
  const isOpen = locations.some((one) => one.id === to && one.active && one.walkInHours.length > 0);
  if (!isOpen || to === location) return { ok: false, error: 'location-unknown' };
  return write<MoveLineResult, Ctx>(ctx, async (w) => {
    // The line is locked before the row, as everywhere.
    const number = await insertWalkIn(w, { id: randomUUID(), location: to, topic, firstName });
    if (!(await takeOut(w, { id, version, status: 'moved' }))) return w.undo({ ok: false, error: 'changed' });
    noteInLine(w, found.row, 'moved', { to });
    return { ok: true, number };
  });
}

/** Takes somebody out of the line, with the afspraak of a call of which nothing became. Answers false when something changed. */
async function takeOut(
  w: Write,
  { id, version, status }: { id: string; version: number; status: 'left' | 'moved' },
): Promise<boolean> {
  const locked = await lockWalkIn(w, id, version);
  if (locked?.status !== 'waiting' && locked?.status !== 'called') return false;
  await w.tx`
    update walk_ins
    set status = ${status}, called_by = null, room = null, appointment_id = null, version = version + 1
    where id = ${id}`;
  return locked.appointment === null || (await dropAppointment(w, locked.appointment));
}
