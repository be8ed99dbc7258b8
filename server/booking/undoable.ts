import type { TransactionSql } from 'postgres';
import { z } from 'zod';
import { appointmentStatuses, modalities, outcomes } from '#db/schema/words.ts';
import { type HistoryEntry, historyRows } from '#server/kernel/history.ts';
import type { Write } from '#server/kernel/write.ts';
import type { Ctx } from './context.ts';

/** For how long staff can take back what they did. */
export const undoMs = 10 * 60_000;

const instant = z.iso.datetime({ offset: true });

/** An afspraak as it was before an act: all that acts of staff change. */
export const standingSchema = z.object({
  kind: z.literal('appointment'),
  status: z.enum(appointmentStatuses),
  outcome: z.enum(outcomes).nullable(),
  startsAt: instant,
  endsAt: instant,
  /** The stretch with the buffers around it. */
  busyFrom: instant,
  busyUntil: instant,
  localDate: z.iso.date(),
  casemanagerId: z.uuid(),
  locationId: z.string(),
  modality: z.enum(modalities),
  /** What was kept before there were home visits has none. */
  visitAddress: z.string().nullable().default(null),
  chooseAgainAt: instant.nullable(),
  keptOutsideHours: z.boolean(),
  messageToJongere: z.string().nullable(),
  cancelReason: z.string().nullable(),
  cancelledAt: instant.nullable(),
  sequence: z.number().int(),
});
export type Standing = z.output<typeof standingSchema>;

/** A note as it was before somebody removed it. */
export const removedNoteSchema = z.object({
  kind: z.literal('note'),
  id: z.uuid(),
  at: instant,
  text: z.string(),
});

/** There was no such note before somebody wrote it. */
export const newNoteSchema = z.object({ kind: z.literal('no-note'), id: z.uuid() });

/** There was no such afspraak before somebody of staff booked it. */
const newBookingSchema = z.object({ kind: z.literal('no-appointment') });

export const beforeSchema = z.discriminatedUnion('kind', [
  standingSchema,
  removedNoteSchema,
  newNoteSchema,
  newBookingSchema,
]);
export type Before = z.output<typeof beforeSchema>;

/** Of a verb of staff that can be taken back: the id of its row in the history; null when it changed nothing. */
export interface Done {
  ok: true;
  undo: number | null;
}

/** How an afspraak stands now, with its row locked; null where it is gone. */
export async function readStanding(tx: TransactionSql, id: string): Promise<Standing | null> {
  const [row] = await tx`
    select 'appointment' as kind, status, outcome, ${iso(tx, 'starts_at')} as "startsAt", ${iso(tx, 'ends_at')} as "endsAt",
      to_jsonb(lower(during)) #>> '{}' as "busyFrom", to_jsonb(upper(during)) #>> '{}' as "busyUntil",
      local_date::text as "localDate", casemanager_id as "casemanagerId", location_id as "locationId", modality,
      visit_address as "visitAddress",
      ${iso(tx, 'choose_again_at')} as "chooseAgainAt", kept_outside_hours as "keptOutsideHours",
      message_to_jongere as "messageToJongere", cancel_reason as "cancelReason",
      ${iso(tx, 'cancelled_at')} as "cancelledAt", sequence
    from appointments where id = ${id} for update`;
  return row === undefined ? null : standingSchema.parse(row);
}

/** JSON writes an instant in ISO 8601 with its offset, however the session writes dates. */
const iso = (tx: TransactionSql, column: string) => tx`to_jsonb(${tx(column)}) #>> '{}'`;

/** The same for an act of whoever asks, when it is one that they can take back: staff alone can. */
export async function beforeAct({ ctx, tx }: Write, id: string): Promise<Standing | null> {
  return ctx.actor.kind === 'staff' ? readStanding(tx, id) : null;
}

/**
 * Writes an act into the history, and keeps what was before it so that whoever did it can take it back. Answers the id of
 * its row; without a `before` null.
 */
export async function recordUndoable(
  w: Write,
  entry: Extract<HistoryEntry, { about: { kind: 'appointment' } }>,
  before: Before | null,
): Promise<number | null> {
  if (before === null) {
    w.record(entry);
    return null;
  }
  const { ctx, tx, now } = w;
  const by = { actor: ctx.actor, door: ctx.door, trace: ctx.trace, at: now };
  const [row] = await tx`
    with ${historyRows(tx, by, entry)}
    insert into undoable (history_id, appointment_id, at, before)
    select id, ${entry.about.id}::uuid, ${now}::timestamptz, ${JSON.stringify(before)}::text::jsonb from recorded
    returning history_id::float8 as id`;
  return idSchema.parse(row).id;
}

const idSchema = z.object({ id: z.number() });

/** Beside a booking by staff: keeps that they can take it back. The booking itself wrote the row of the history. */
export async function keepBooking({ tx, now }: Write, { id }: { id: string }): Promise<null> {
  const before: Before = { kind: 'no-appointment' };
  await tx`
    insert into undoable (history_id, appointment_id, at, before)
    select id, appointment_id, ${now}::timestamptz, ${JSON.stringify(before)}::text::jsonb
    from history where appointment_id = ${id} and what = 'booked'`;
  return null;
}

/**
 * The row of the history in which an afspraak was booked, while that can be taken back; null afterwards. So a booking that is
 * sent twice says the same twice.
 */
export async function findBooking({ sql }: Pick<Ctx, 'sql'>, id: string): Promise<number | null> {
  const [row] = await sql`
    select history_id::float8 as id from undoable
    where appointment_id = ${id} and before->>'kind' = 'no-appointment'`;
  return row === undefined ? null : idSchema.parse(row).id;
}
