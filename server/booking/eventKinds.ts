import { and, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { history } from '#db/schema/index.ts';
import { eventKinds } from '#db/schema/words.ts';

/** The events of an afspraak that pages show; its history holds more. */
export const eventKindSchema = z.enum(eventKinds);
export type EventKind = z.output<typeof eventKindSchema>;

/** The condition for the events that pages show. */
export const eventsOf = (appointmentId: string) =>
  and(eq(history.appointmentId, appointmentId), inArray(history.what, eventKinds));
