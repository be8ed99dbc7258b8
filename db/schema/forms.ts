import { sql } from 'drizzle-orm';
import { check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { sessions } from './accounts.ts';
import { appointments } from './booking.ts';
import { instant } from './columns.ts';

/**
 * What was typed in a form that was not accepted, so that the page that shows it again has an address to come back
 * to. It belongs to a session, or to the hold or afspraak whose private address it was sent to, and goes with it: a
 * trigger (in the migration that made the table) ends it when a hold ends or an afspraak is cancelled or wiped.
 */
export const typedForms = pgTable(
  'typed_forms',
  {
    /** SHA-256 of the word in the address. */
    idHash: text('id_hash').primaryKey(),
    sessionId: text('session_id').references(() => sessions.id, { onDelete: 'cascade' }),
    /** The hold or afspraak that it belongs to, or beside a session: that it is about. */
    appointmentId: uuid('appointment_id').references(() => appointments.id, { onDelete: 'cascade' }),
    /** The page that it was sent to, without language and question. */
    path: text('path').notNull(),
    /** JSON of what was typed and of the answer to it; as text, because jsonb takes no NUL. */
    content: text('content').notNull(),
    keptAt: instant('kept_at').notNull(),
  },
  (table) => [
    index('typed_forms_session').on(table.sessionId),
    index('typed_forms_appointment').on(table.appointmentId),
    index('typed_forms_kept').on(table.keptAt),
    check('typed_forms_owner', sql`${table.sessionId} is not null or ${table.appointmentId} is not null`),
  ],
);
