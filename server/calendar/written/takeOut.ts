import type { Ctx } from '#server/calendar/busy/context.ts';
import type { Failure } from '#server/calendar/busy/fault.ts';
import type { CalendarWriter } from '#server/calendar/busy/source.ts';
import { uidOf } from '#server/calendar/entry.ts';
import type { Claimed } from './claim.ts';
import { type Entry, leaveToOther, noteGone } from './entries.ts';

/**
 * Takes an entry out and notes that it is gone. Two casemanagers may write into one calendar: what the other one has at this place is
 * theirs, also when they write it just now. Throws `TurnLost`.
 */
export async function takeOut(
  ctx: Ctx,
  claimed: Claimed,
  { writer, entry }: { writer: CalendarWriter; entry: Entry },
): Promise<{ ok: true } | Failure> {
  if (await leaveToOther(ctx, claimed, entry)) return { ok: true };
  const uid = uidOf(entry.appointment);
  let removed = await writer.remove(uid, entry);
  if (!removed.ok && removed.fault === 'changed') {
    if (await leaveToOther(ctx, claimed, entry)) return { ok: true };
    // Its owner dragged it.
    removed = await writer.remove(uid, { place: entry.place, mark: null });
  }
  if (removed.ok) {
    await noteGone(ctx, claimed, entry.appointment);
    return { ok: true };
  }
  return removed.fault === 'changed' ? { ok: false, fault: 'trouble' } : removed;
}
