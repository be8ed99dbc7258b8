import type { Sql, TransactionSql } from 'postgres';
import type { eventKinds } from '#db/schema/words.ts';
import type { Actor } from '#server/kernel/context.ts';

/** What can happen to an afspraak. */
export type EventKind = (typeof eventKinds)[number];

export interface AppointmentEvent {
  appointmentId: string;
  kind: EventKind;
  /** What changed, in words of the system only: nothing that a person typed. */
  details?: Record<string, string>;
}

/** Writes down who did what to an afspraak, in the transaction that does it. */
export async function recordEvent(
  tx: Sql | TransactionSql,
  actor: Actor,
  at: string,
  { appointmentId, kind, details = {} }: AppointmentEvent,
): Promise<void> {
  await tx`
    insert into appointment_events (appointment_id, at, kind, actor, staff_id, details)
    values (${appointmentId}, ${at}, ${kind}, ${actor.kind},
      ${actor.kind === 'staff' ? actor.staff.id : null}, ${JSON.stringify(details)}::text::jsonb)`;
}
