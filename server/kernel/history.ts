import type { Fragment, Sql, TransactionSql } from 'postgres';
import type { historyWords } from '#db/schema/words.ts';
import type { Actor } from './context.ts';

type Kind = keyof typeof historyWords;

/** What a change was about and what it was. */
export type HistoryEntry = {
  [K in Kind]: {
    about: K extends 'gemeente' ? { kind: K } : { kind: K; id: string };
    what: (typeof historyWords)[K][number];
    /** What changed, in words of the system only: nothing that a person typed. */
    details?: Record<string, string>;
  };
}[Kind];

/**
 * The statement that writes down who changed what; the only one that does. Verbs call `w.record` of `kernel/write.ts`.
 * `when` is a condition: one that is part of a larger statement writes nothing when that changed nothing.
 */
export function insertHistory(
  sql: Sql | TransactionSql,
  { actor, at }: { actor: Actor; at: string },
  { about, what, details = {} }: HistoryEntry,
  when: Fragment = sql`true`,
) {
  const idOf = (kind: Kind) => (about.kind !== 'gemeente' && about.kind === kind ? about.id : null);
  return sql`
    insert into history (appointment_id, conversation_id, casemanager_id, at, what, actor, staff_id, details)
    select ${idOf('appointment')}::uuid, ${idOf('conversation')}::uuid, ${idOf('casemanager')}::uuid,
      ${at}::timestamptz, ${what}, ${actor.kind}, ${actor.kind === 'staff' ? actor.staff.id : null}::uuid,
      ${JSON.stringify(details)}::text::jsonb
    where ${when}`;
}
