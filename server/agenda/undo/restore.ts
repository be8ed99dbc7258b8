import type { TransactionSql } from 'postgres';
import { endOldHolds } from '#server/booking/forget.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { findSameTime, namesOf } from '#server/booking/sameTime.ts';
import { toRange } from '#server/booking/slotRequest.ts';
import { tell } from '#server/booking/tell.ts';
import { readStanding, type Standing } from '#server/booking/undoable.ts';
import { addDays } from '#server/kernel/time.ts';
import type { Undone, Write } from '#server/kernel/write.ts';
import { type Act, changedSince, claimAct, isWiped, recordUndone, type UndoResult } from './act.ts';

/** Gives an afspraak back how it stood before the act. */
export async function restore(
  w: Write,
  act: Act,
  before: Standing,
): Promise<UndoResult | Undone<UndoResult>> {
  const { tx, now } = w;
  const { appointment } = act;
  const { id } = appointment;
  // As with a booking of that time: the day that it comes back to, and around midnight those beside it.
  const days = [-1, 0, 1].map((distance) => ({
    casemanagerId: before.casemanagerId,
    date: addDays(before.localDate, distance),
  }));
  await lockForBooking(tx, { names: namesOf(appointment), days });
  const current = await readStanding(tx, id);
  if (current === null || (await isWiped(tx, id))) return { ok: false, error: 'changed' };
  const claimed = await claimAct(tx, act);
  if (claimed !== null) return claimed;
  // A refusal leaves what was kept: it may be gone by then, when others take back what they did.
  if (await changedSince(tx, act)) return w.undo({ ok: false, error: 'changed' });
  // Nobody gets an afspraak back who left: the lock of before orders the end of an account.
  if (before.status === 'booked' && !(await worksHere(tx, before.casemanagerId)))
    return w.undo({ ok: false, error: 'changed' });

  const start = Date.parse(before.startsAt);
  const returns = current.status === 'cancelled' && before.status === 'booked';
  if (before.status === 'booked' && (returns || current.startsAt !== before.startsAt)) {
    const same = await findSameTime(tx, appointment, { topic: appointment.topic, start }, id);
    if (same) return w.undo(same);
  }
  const during = toRange(Date.parse(before.busyFrom), Date.parse(before.busyUntil));
  if (before.status === 'booked') await endOldHolds(tx, { ...before, during, now });
  await tx`
    update appointments
    set status = ${before.status}, outcome = ${before.outcome}, starts_at = ${before.startsAt}::timestamptz,
        ends_at = ${before.endsAt}::timestamptz, during = ${during}::tstzrange, local_date = ${before.localDate},
        casemanager_id = ${before.casemanagerId}, location_id = ${before.locationId}, modality = ${before.modality},
        visit_address = ${before.visitAddress},
        choose_again_at = ${before.chooseAgainAt}::timestamptz, kept_outside_hours = ${before.keptOutsideHours},
        message_to_jongere = ${before.messageToJongere}, cancel_reason = ${before.cancelReason},
        cancelled_at = ${before.cancelledAt}::timestamptz,
        sequence = ${current.sequence + (current.sequence === before.sequence ? 0 : 1)}
    where id = ${id}`;
  await tell(w, id, 'moved');
  recordUndone(w, act);
  w.changed({ agenda: [...new Set([current.casemanagerId, before.casemanagerId])] });
  return { ok: true, appointmentId: id };
}

async function worksHere(tx: TransactionSql, casemanagerId: string): Promise<boolean> {
  const rows = await tx`
    select from staff where id = ${casemanagerId} and active and 'casemanager' = any(roles)`;
  return rows.length > 0;
}
