import { sql } from 'drizzle-orm';
import { type AnyPgColumn, bigint, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { staff } from './accounts.ts';
import { instant, oneOf } from './columns.ts';
import { configurationKinds } from './words.ts';

/**
 * What the gemeente decides, as it was before and after each change; a row is never changed. The last one of a subject is
 * the version that a form sends along. Nothing in it is about a jongere.
 */
export const configurationChanges = pgTable(
  'configuration_changes',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind', { enum: configurationKinds }).notNull(),
    /** The id of the location, topic, closure, team or organisation; of settings the name of their part. */
    subject: text('subject').notNull(),
    /** As the setup file says it. Null where it was not there. */
    before: jsonb('before').$type<unknown>(),
    /** Null where it was taken away. */
    after: jsonb('after').$type<unknown>(),
    at: instant('at').notNull(),
    /** Null for a setup file. */
    staffId: uuid('staff_id').references(() => staff.id),
    /** The change that this one took back. */
    undoes: bigint('undoes', { mode: 'number' }).references((): AnyPgColumn => configurationChanges.id),
  },
  (table) => [
    index('configuration_changes_subject').on(table.kind, table.subject, table.id),
    check('configuration_changes_kind', oneOf(table.kind, configurationKinds)),
    check('configuration_changes_differs', sql`${table.before} is distinct from ${table.after}`),
  ],
);
