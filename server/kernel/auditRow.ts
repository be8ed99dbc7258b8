import type { Fragment, Sql, TransactionSql } from 'postgres';
import type { auditKinds, auditResults } from '#db/schema/words.ts';
import type { Actor, Door } from './context.ts';

/** What of a row of the audit log the act decides: ids and words of the system, never what a person typed. */
export interface AuditAct {
  kind: (typeof auditKinds)[number];
  /** An action of the table of rights, or a word of the history. */
  action: string;
  about: { kind: string; id?: string | undefined };
  result?: (typeof auditResults)[number];
  reason?: string | undefined;
}

/** A row of the audit log as it is written. */
export interface AuditRow {
  /** ISO 8601. */
  at: string;
  kind: AuditAct['kind'];
  action: string;
  objectKind: string;
  objectId: string | null;
  result: NonNullable<AuditAct['result']>;
  reason: string | null;
  actor: Actor['kind'];
  staffId: string | null;
  session: string | null;
  network: string | null;
  door: Door;
  times: number;
}

/** How much of the hash of a session names it in the log. */
const sessionSigns = 16;

/** The row for what somebody did, at an ISO 8601 instant. */
export function auditRow(
  { actor, door }: { actor: Actor; door: Door },
  at: string,
  { kind, action, about, result = 'done', reason }: AuditAct,
): AuditRow {
  const staff = actor.kind === 'staff' ? actor.staff : null;
  return {
    at,
    kind,
    action,
    objectKind: about.kind,
    objectId: about.id ?? null,
    result,
    reason: reason ?? null,
    actor: actor.kind,
    staffId: staff?.id ?? null,
    session: staff?.session.slice(0, sessionSigns) ?? null,
    // Of who is not signed in, where they are is all that tells two of them apart.
    network: kind === 'tried' && actor.kind === 'jongere' ? actor.addressKey || null : null,
    door,
    times: 1,
  };
}

/** The statement that writes one row, as a part of a larger one; `when` is a condition in that. */
export function insertAudit(sql: Sql | TransactionSql, row: AuditRow, when: Fragment = sql`true`): Fragment {
  return sql`
    insert into audit (at, kind, action, object_kind, object_id, result, reason, actor, staff_id, session, network, door)
    select ${row.at}::timestamptz, ${row.kind}, ${row.action}, ${row.objectKind}, ${row.objectId}, ${row.result},
      ${row.reason}, ${row.actor}, ${row.staffId}, ${row.session}, ${row.network}, ${row.door}
    where ${when}`;
}
