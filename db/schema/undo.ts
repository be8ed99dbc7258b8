import { bigint, index, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';
import { appointments } from './booking.ts';
import { instant } from './columns.ts';
import { history } from './history.ts';

/**
 * What an act of staff changed, for as long as they can take it back: the afspraak, or the note, as it was before. It is no
 * part of the history, because people typed some of it; it goes when it is used, too old, or the afspraak is wiped.
 */
export const undoable = pgTable(
  'undoable',
  {
    historyId: bigint('history_id', { mode: 'number' })
      .primaryKey()
      .references(() => history.id, { onDelete: 'cascade' }),
    appointmentId: uuid('appointment_id')
      .notNull()
      .references(() => appointments.id, { onDelete: 'cascade' }),
    at: instant('at').notNull(),
    before: jsonb('before').notNull(),
  },
  (table) => [index('undoable_appointment').on(table.appointmentId), index('undoable_at').on(table.at)],
);
