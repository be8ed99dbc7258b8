import type { Sql, TransactionSql } from 'postgres';
import type { Actor } from '#server/kernel/context.ts';
import { insertHistory } from '#server/kernel/history.ts';
import type { EventKind } from './eventKinds.ts';

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
  await insertHistory(
    tx,
    { actor, at },
    { about: { kind: 'appointment', id: appointmentId }, what: kind, details },
  );
}
