import type { Fragment, Sql, TransactionSql } from 'postgres';
import type { historyWords } from '#db/schema/words.ts';
import { auditRow, type By, insertAudit, insertAuditOfMany } from './auditRow.ts';

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
 * Writes down who changed what, in the history and in the audit log: the one place that does, as two parts of a statement
 * that begins with `with`; the first is called `recorded` and answers the id. Verbs call `w.record` of `kernel/write.ts`.
 * `when` is a condition: nothing is written when a part before these changed nothing.
 */
export function historyRows(
  sql: Sql | TransactionSql,
  { actor, door, trace, at }: By & { at: string },
  { about, what, details = {} }: HistoryEntry,
  when: Fragment = sql`true`,
): Fragment {
  const idOf = (kind: Kind) => (about.kind !== 'gemeente' && about.kind === kind ? about.id : null);
  const object = about.kind === 'casemanager' ? { ...about, kind: 'person' } : about;
  return sql`
    recorded as (
      insert into history (appointment_id, conversation_id, casemanager_id, referral_id, walk_in_id, waiting_id,
        jongere_id, melding_id, traject_id, list_id, at, what, actor, staff_id, details)
      select ${idOf('appointment')}::uuid, ${idOf('conversation')}::uuid, ${idOf('casemanager')}::uuid,
        ${idOf('referral')}::uuid, ${idOf('walk-in')}::uuid, ${idOf('waiting-list')}::uuid,
        ${idOf('jongere')}::uuid, ${idOf('melding')}::uuid, ${idOf('traject')}::uuid, ${idOf('list')}::uuid, ${at}::timestamptz, ${what}, ${actor.kind}, ${actor.kind === 'staff' ? actor.staff.id : null}::uuid,
        ${JSON.stringify(details)}::text::jsonb
      where ${when}
      returning id
    ), audited as (
      ${insertAudit(sql, auditRow({ actor, door, trace: trace ?? null }, at, { kind: 'changed', action: what, about: object }), when)}
    )`;
}

/** The column of the history that names a thing of a kind. */
const columnOf = (kind: Kind): string => (kind === 'casemanager' ? 'casemanager' : kind.replace('-', '_'));

/** The same for many at once, in their order: a list of thousands is one statement. */
export function historyOfMany(
  sql: Sql | TransactionSql,
  { actor, door, trace, at }: By & { at: string },
  entries: readonly HistoryEntry[],
): Fragment {
  const rows = entries.map(({ about, what, details = {} }) => {
    const id = about.kind === 'gemeente' ? null : about.id;
    const object = { object_kind: about.kind === 'casemanager' ? 'person' : about.kind, object_id: id };
    return { ...object, what, details, [columnOf(about.kind)]: id };
  });
  return sql`
    given as (
      select * from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as (
        what text, details jsonb, object_kind text, object_id text, appointment uuid, conversation uuid, casemanager uuid,
        referral uuid, walk_in uuid, waiting_list uuid, jongere uuid, melding uuid, traject uuid, list uuid)) with ordinality
    ), recorded as (
      insert into history (appointment_id, conversation_id, casemanager_id, referral_id, walk_in_id, waiting_id,
        jongere_id, melding_id, traject_id, list_id, at, what, actor, staff_id, details)
      select appointment, conversation, casemanager, referral, walk_in, waiting_list, jongere, melding, traject, list,
        ${at}::timestamptz, what, ${actor.kind}, ${actor.kind === 'staff' ? actor.staff.id : null}::uuid, details
      from given order by ordinality
    ), audited as (
      ${insertAuditOfMany(sql, auditRow({ actor, door, trace: trace ?? null }, at, { kind: 'changed', action: '', about: { kind: '' } }), 'given')}
    )`;
}
