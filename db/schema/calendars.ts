import { sql } from 'drizzle-orm';
import { boolean, check, date, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { instant } from './columns.ts';

/**
 * What the own calendar of a casemanager gets of their agenda. The address of the feed has a secret, of which the hash is kept;
 * a trigger ends it for who leaves, or is no casemanager any more.
 */
export const staffCalendars = pgTable(
  'staff_calendars',
  {
    staffId: uuid('staff_id')
      .primaryKey()
      .references(() => staff.id, { onDelete: 'cascade' }),
    /** A new generation ends the old address. */
    generation: integer('generation').notNull().default(0),
    /** Null while there is no feed. */
    tokenHash: text('token_hash').unique(),
    madeAt: instant('made_at'),
    /** The last day (in Amsterdam) on which a calendar took over what had changed. */
    readOn: date('read_on'),
    /** Whether the jongere is named in it; only where the gemeente allows that. */
    names: boolean('names').notNull().default(false),
    /** Whether each change comes by mail, as an invitation that a calendar takes over. */
    invitations: boolean('invitations').notNull().default(false),
  },
  (table) => [
    check('staff_calendars_made', sql`(${table.tokenHash} is null) = (${table.madeAt} is null)`),
    check('staff_calendars_generation', sql`${table.generation} > 0 or ${table.tokenHash} is null`),
  ],
);
