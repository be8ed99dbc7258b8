import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import { isOverlap } from '#db/isOverlap.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { wasUndone } from '#server/booking/eventKinds.ts';
import { endOldHolds } from '#server/booking/forget.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import { findSameTime, namesOf } from '#server/booking/sameTime.ts';
import { toRange } from '#server/booking/slotRequest.ts';
import type { Appointment, SameTime, TooLate } from '#server/booking/types.ts';
import {
  beforeSchema,
  readStanding,
  type removedNoteSchema,
  type Standing,
  undoMs,
} from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Undone, type Write, write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';

export type UndoResult =
  | { ok: true; appointmentId: string }
  /** There is no such act, or somebody else did it. */
  | NotFound
  /** It was done longer than ten minutes ago. */
  | TooLate
  /** Somebody, perhaps the jongere, changed the afspraak since. */
  | Changed
  /** Its former time was given to somebody else since. */
  | { ok: false; error: 'time-taken' }
  /** The jongere has another afspraak at its former time since. */
  | SameTime;

const actSchema = z.object({
  appointmentId: z.uuid(),
  what: z.string(),
  at: z.number(),
  /** Null when what was before is not kept (any more). */
  before: beforeSchema.nullable(),
  undone: z.boolean(),
});

/**
 * Takes back what the act `historyId` (a row of the history) changed, by who did it and within ten minutes: the afspraak is
 * as it was before, but for a higher sequence, so that calendars hear of it. What the jongere was told goes with it. Only
 * while the afspraak stands as the act left it. Taking it back again changes nothing.
 */
export async function undo(ctx: Ctx, historyId: number): Promise<UndoResult> {
  const { staff: me } = may(ctx, 'appointment.undo');
  const [row] = await ctx.sql`
    select history.appointment_id as "appointmentId", what, extract(epoch from history.at)::float8 * 1000 as at, before,
      ${wasUndone(ctx.sql)} as undone
    from history left join undoable on undoable.history_id = history.id
    where history.id = ${historyId} and history.staff_id = ${me.id} and history.appointment_id is not null`;
  if (row === undefined) return { ok: false, error: 'not-found' };
  const { appointmentId, what, at, before, undone } = actSchema.parse(row);
  const found = await findOfTeam(ctx, 'appointment.undo', appointmentId);
  if (!found.ok) return found;
  if (undone) return { ok: true, appointmentId };
  if (before === null || at + undoMs <= ctx.clock.now()) return { ok: false, error: 'too-late' };
  const { appointment } = found;
  const act = { historyId, what, appointment };
  return write<UndoResult, Ctx>(ctx, (w) =>
    before.kind === 'note' ? returnNote(w, act, before) : restore(w, act, before),
  ).catch((error: unknown) => {
    if (isOverlap(error)) return { ok: false, error: 'time-taken' };
    throw error;
  });
}

interface Act {
  historyId: number;
  what: string;
  appointment: Appointment;
}

async function restore(w: Write, act: Act, before: Standing): Promise<UndoResult | Undone<UndoResult>> {
  const { tx, now } = w;
  const { historyId, appointment } = act;
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
        choose_again_at = ${before.chooseAgainAt}::timestamptz, kept_outside_hours = ${before.keptOutsideHours},
        message_to_jongere = ${before.messageToJongere}, cancel_reason = ${before.cancelReason},
        cancelled_at = ${before.cancelledAt}::timestamptz,
        sequence = ${current.sequence + (current.sequence === before.sequence ? 0 : 1)}
    where id = ${id}`;
  w.record({
    about: { kind: 'appointment', id },
    what: 'undone',
    details: { of: String(historyId), what: act.what },
  });
  w.changed({ agenda: [...new Set([current.casemanagerId, before.casemanagerId])] });
  return { ok: true, appointmentId: id };
}

async function returnNote(w: Write, act: Act, note: z.output<typeof removedNoteSchema>): Promise<UndoResult> {
  const { ctx, tx } = w;
  const { id } = act.appointment;
  const { staff: me } = may(ctx, 'appointment.undo');
  // Orders a wipe at the same moment: it takes the note along, or was before.
  await tx`select from appointments where id = ${id} for share`;
  if (await isWiped(tx, id)) return { ok: false, error: 'changed' };
  const claimed = await claimAct(tx, act);
  if (claimed !== null) return claimed;
  await tx`
    insert into appointment_notes (id, appointment_id, staff_id, at, text)
    values (${note.id}, ${id}, ${me.id}, ${note.at}::timestamptz, ${note.text})`;
  w.record({
    about: { kind: 'appointment', id },
    what: 'undone',
    details: { of: String(act.historyId), what: act.what },
  });
  w.changed({ agenda: [act.appointment.casemanager.id] });
  return { ok: true, appointmentId: id };
}

/** Takes what was kept, so that of two who take back one act at once only one does. The answer to the other, or null. */
async function claimAct(
  tx: TransactionSql,
  { historyId, appointment: { id } }: Act,
): Promise<UndoResult | null> {
  const taken = await tx`delete from undoable where history_id = ${historyId} returning history_id`;
  if (taken.length > 0) return null;
  const undone = await tx`select from history where id = ${historyId} and ${wasUndone(tx)}`;
  return undone.length > 0 ? { ok: true, appointmentId: id } : { ok: false, error: 'too-late' };
}

async function isWiped(tx: TransactionSql, id: string): Promise<boolean> {
  const rows = await tx`select from appointments where id = ${id} and wiped_at is not null`;
  return rows.length > 0;
}

/** Whether anything changed the afspraak after the act; what was taken back since did not. */
async function changedSince(tx: TransactionSql, { historyId, appointment: { id } }: Act): Promise<boolean> {
  const later = await tx`
    select from history
    where appointment_id = ${id} and id > ${historyId} and what not in ('note-added', 'note-removed', 'undone')
      and not ${wasUndone(tx)}
    limit 1`;
  return later.length > 0;
}
