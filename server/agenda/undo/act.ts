import type { Sql, TransactionSql } from 'postgres';
import { wasUndone } from '#server/booking/eventKinds.ts';
import type { OfStaff, SameTime, TooLate } from '#server/booking/types.ts';
import type { NotFound } from '#server/kernel/results.ts';
import type { Changed } from '#server/kernel/version.ts';
import type { Write } from '#server/kernel/write.ts';

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

/** An act that is to be taken back, and its afspraak as it was read. */
export interface Act {
  historyId: number;
  what: string;
  appointment: OfStaff;
}

/** On rows of the history: it was taken back, a booking by a cancellation that names it. */
export const wasTakenBack = (raw: Sql | TransactionSql) => raw`exists (
  select from history as undoing
  where undoing.appointment_id = history.appointment_id and undoing.what in ('undone', 'cancelled')
    and undoing.details->>'of' = history.id::text)`;

/** Takes what was kept, so that of two who take back one act at once only one does. The answer to the other, or null. */
export async function claimAct(
  tx: TransactionSql,
  { historyId, appointment: { id } }: Act,
): Promise<UndoResult | null> {
  const taken = await tx`delete from undoable where history_id = ${historyId} returning history_id`;
  if (taken.length > 0) return null;
  const undone = await tx`select from history where id = ${historyId} and ${wasTakenBack(tx)}`;
  return undone.length > 0 ? { ok: true, appointmentId: id } : { ok: false, error: 'too-late' };
}

export async function isWiped(tx: TransactionSql, id: string): Promise<boolean> {
  const rows = await tx`select from appointments where id = ${id} and wiped_at is not null`;
  return rows.length > 0;
}

/** Whether anything changed the afspraak after the act; what was taken back since did not. */
export async function changedSince(
  tx: TransactionSql,
  { historyId, appointment: { id } }: Act,
): Promise<boolean> {
  const later = await tx`
    select from history
    where appointment_id = ${id} and id > ${historyId} and what not in ('note-added', 'note-removed', 'undone')
      and not ${wasUndone(tx)}
    limit 1`;
  return later.length > 0;
}

/** Says in the history that the act is as if it had not been. */
export function recordUndone(w: Write, { historyId, what, appointment: { id } }: Act): void {
  w.record({
    about: { kind: 'appointment', id },
    what: 'undone',
    details: { of: String(historyId), what },
  });
}
