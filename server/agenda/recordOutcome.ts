import type { TransactionSql } from 'postgres';
import { isOverlap } from '#db/isOverlap.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/booking/context.ts';
import { forgetPerson } from '#server/booking/forget.ts';
import { lockForBooking } from '#server/booking/locks.ts';
import type { Outcome } from '#server/booking/schema.ts';
import { tell } from '#server/booking/tell.ts';
import { beforeAct, type Done, recordUndoable } from '#server/booking/undoable.ts';
import type { NotFound } from '#server/kernel/results.ts';
import { addDays } from '#server/kernel/time.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { findOfTeam } from './findOfTeam.ts';
import { isTooEarlyFor } from './rules.ts';
import type { RecordOutcomeInput } from './schema.ts';

export type RecordOutcomeResult =
  | Done
  | NotFound
  /** It has not begun, so there is no outcome yet. */
  | { ok: false; error: 'too-early' }
  /** It was moved or cancelled since the page was made. */
  | Changed
  /** It was cancelled and its data is wiped: there is nobody for whom it could go on. */
  | { ok: false; error: 'wiped' }
  /** Its time was released and somebody else has it now. */
  | { ok: false; error: 'time-taken' };

interface Row {
  status: 'booked' | 'cancelled';
  outcome: Outcome | null;
  sequence: number;
  /** Epoch ms. */
  start: number;
  date: string;
  cancelledByJongere: boolean;
  wiped: boolean;
}

/**
 * Notes how an afspraak of the own team went, or corrects that. `afgezegd` and `verzet`
 * cancel it and give its time free; another outcome afterwards takes that time back, unless it is taken.
 */
export async function recordOutcome(
  ctx: Ctx,
  id: string,
  input: RecordOutcomeInput,
): Promise<RecordOutcomeResult> {
  may(ctx, 'appointment.outcome');
  const found = await findOfTeam(ctx, 'appointment.outcome', id);
  if (!found.ok) return found;
  const { casemanagerId, localDate: date, channel, locationId } = found.row;
  const line = channel === 'walk-in' ? locationId : null;
  const recording = { id, casemanagerId, date, line, input };
  return write<RecordOutcomeResult, Ctx>(ctx, (w) => record(w, recording)).catch((error: unknown) => {
    if (isOverlap(error)) return { ok: false, error: 'time-taken' };
    throw error;
  });
}

interface Recording {
  id: string;
  casemanagerId: string;
  /** The date of the afspraak as it was read. */
  date: string;
  /** The location where who walked in is called; null for others. */
  line: string | null;
  input: RecordOutcomeInput;
}

async function record(
  w: Write,
  { id, casemanagerId, date, line, input }: Recording,
): Promise<RecordOutcomeResult> {
  const { ctx, tx, now } = w;
  // Taking a time back competes with bookings of that day, and around midnight with those of the days beside it.
  const days = [-1, 0, 1].map((distance) => ({ casemanagerId, date: addDays(date, distance) }));
  await lockForBooking(tx, { days });
  const row = await lockRow(tx, id, casemanagerId);
  if (!row) return { ok: false, error: 'changed' };
  if (row.date !== date || row.sequence !== (input.version ?? row.sequence))
    return { ok: false, error: 'changed' };

  const outcome = input.outcome === 'open' ? null : input.outcome;
  const status = statusFor(outcome, row);
  if (isTooEarlyFor(outcome, row, ctx.clock.now())) return { ok: false, error: 'too-early' };
  if (outcome === row.outcome && status === row.status) return { ok: true, undo: null };
  const returns = status === 'booked' && row.status === 'cancelled';
  if (returns && row.wiped && ctx.clock.now() < row.start) return { ok: false, error: 'wiped' };

  const before = await beforeAct(w, id);
  if (returns) await endOldHolds(tx, id, now);
  const cancelledAt = status === 'booked' ? null : tx`coalesce(cancelled_at, ${now}::timestamptz)`;
  await tx`
    update appointments
    set ${endsNow(tx, outcome, now)} outcome = ${outcome}, status = ${status}, cancelled_at = ${cancelledAt},
        choose_again_at = ${outcome === null && status === 'booked' ? tx`choose_again_at` : null},
        message_to_jongere = ${status === row.status ? told(tx, outcome) : null},
        cancel_reason = ${status === 'booked' ? null : tx`cancel_reason`},
        sequence = sequence + ${status === row.status ? growsIfEndsNow(tx, outcome, now) : 1}
    where id = ${id}`;
  const details = { outcome: input.outcome, before: row.outcome ?? 'open', status };
  const undo = await recordUndoable(
    w,
    { about: { kind: 'appointment', id }, what: 'outcome', details },
    before,
  );
  const kind = toldOf(outcome, status, row.status);
  if (kind !== null) await tell(w, id, kind);
  w.changed(line === null ? { agenda: [casemanagerId] } : { agenda: [casemanagerId], lines: [line] });
  return { ok: true, undo };
}

/** What an outcome is to the jongere: they did not come, it does not go on, or goes on after all. */
function toldOf(
  outcome: Outcome | null,
  status: Row['status'],
  before: Row['status'],
): 'not-come' | 'cancelled' | 'confirmed' | null {
  if (outcome === 'niet-verschenen') return 'not-come';
  if (status === before) return null;
  return status === 'cancelled' ? 'cancelled' : 'confirmed';
}

/** A talk with somebody who walked in is over when it is noted: its time is free, and it says how long such a talk takes. */
const endsNow = (tx: TransactionSql, outcome: Outcome | null, now: string) =>
  outcome === 'geweest'
    ? tx`
      ends_at = case when ${isUnderWay(tx, now)} then ${now}::timestamptz else ends_at end,
      during = case when ${isUnderWay(tx, now)} then tstzrange(starts_at, ${now}::timestamptz) else during end,`
    : tx``;
/** In a calendar it is shorter then, too. */
const growsIfEndsNow = (tx: TransactionSql, outcome: Outcome | null, now: string) =>
  outcome === 'geweest' ? tx`case when ${isUnderWay(tx, now)} then 1 else 0 end` : 0;
const isUnderWay = (tx: TransactionSql, now: string) =>
  tx`channel = 'walk-in' and starts_at < ${now}::timestamptz and ${now}::timestamptz < ends_at`;

/** The word to the jongere stays, but for one that asked them to choose again: once it is known how it went that is over. */
const told = (tx: TransactionSql, outcome: Outcome | null) =>
  outcome === null
    ? tx`message_to_jongere`
    : tx`case when choose_again_at is null then message_to_jongere end`;

/** Without an outcome an afspraak is booked again, unless the jongere cancelled it. */
function statusFor(outcome: Outcome | null, row: Row): Row['status'] {
  if (outcome === null) return row.cancelledByJongere ? row.status : 'booked';
  return outcome === 'afgezegd' || outcome === 'verzet' ? 'cancelled' : 'booked';
}

async function lockRow(tx: TransactionSql, id: string, casemanagerId: string): Promise<Row | undefined> {
  const [row] = await tx<Row[]>`
    select status, outcome, sequence, local_date::text as date,
           extract(epoch from starts_at)::float8 * 1000 as start, wiped_at is not null as wiped,
           exists (
             select from history event
             where event.appointment_id = appointments.id and event.what = 'cancelled'
               and event.actor = 'jongere' and event.at = appointments.cancelled_at
           ) as "cancelledByJongere"
    from appointments
    where id = ${id} and casemanager_id = ${casemanagerId} and status in ('booked', 'cancelled')
    for update`;
  return row;
}

/** Expired holds that are still in the table would violate the constraint. */
async function endOldHolds(tx: TransactionSql, id: string, now: string): Promise<void> {
  await tx`
    update appointments as hold
    set status = 'expired', ${forgetPerson(tx)}
    from appointments as own
    where own.id = ${id} and hold.casemanager_id = own.casemanager_id and hold.during && own.during
      and hold.status = 'held' and hold.expires_at <= ${now}`;
}
