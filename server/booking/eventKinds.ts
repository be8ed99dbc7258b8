import { and, eq, inArray, not, sql } from 'drizzle-orm';
import type { Sql, TransactionSql } from 'postgres';
import { z } from 'zod';
import { history } from '#db/schema/index.ts';
import { eventKinds } from '#db/schema/words.ts';

/** The events of an afspraak that pages show; its history holds more. */
export const eventKindSchema = z.enum(eventKinds);
export type EventKind = z.output<typeof eventKindSchema>;

/** The condition for the events that a jongere sees: what was taken back is as if it had not been. */
export const eventsOf = (appointmentId: string) =>
  and(eq(history.appointmentId, appointmentId), inArray(history.what, eventKinds), not(isUndone));

/** On rows of the history: whoever did it took it back. */
export const isUndone = sql<boolean>`exists (
  select from history as undoing
  where undoing.appointment_id = ${history.appointmentId} and undoing.what = 'undone'
    and undoing.details->>'of' = ${history.id}::text)`;

/** The same for raw SQL on `history`. */
export const wasUndone = (raw: Sql | TransactionSql) => raw`exists (
  select from history as undoing
  where undoing.appointment_id = history.appointment_id and undoing.what = 'undone'
    and undoing.details->>'of' = history.id::text)`;
