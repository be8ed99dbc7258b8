import type { Fragment, Sql, TransactionSql } from 'postgres';
import type { AuditRow, Door } from './auditLog.ts';
import type { Actor } from './context.ts';

/** Who does something, and by which way. */
export interface By {
  actor: Actor;
  door: Door;
  trace?: string | null;
}

/** What of a row of the audit log the act decides. */
export interface AuditAct {
  kind: AuditRow['kind'];
  action: string;
  about: { kind: string; id?: string | undefined };
  result?: AuditRow['result'];
  /** A word of the code, or an HTTP status. */
  reason?: string | number | undefined;
}

const isId = /^[\w-]{1,100}$/;
/** How much of the hash of a session names it in the log. */
const sessionSigns = 16;

/** The row for what somebody did, at an ISO 8601 instant. */
export function auditRow(
  { actor, door, trace = null }: By,
  at: string,
  { kind, action, about, result = 'done', reason }: AuditAct,
): AuditRow {
  const staff = actor.kind === 'staff' ? actor.staff : null;
  return {
    at,
    kind,
    action,
    objectKind: about.kind,
    // Who asks for an id that is none typed it: that is not kept.
    objectId: about.id !== undefined && isId.test(about.id) ? about.id : null,
    result,
    reason: reason?.toString() ?? null,
    actor: actor.kind,
    staffId: staff?.id ?? null,
    session: staff?.session.slice(0, sessionSigns) ?? null,
    // Of who is not signed in, where they are is all that tells two of them apart.
    network: kind === 'tried' && actor.kind === 'jongere' ? actor.addressKey || null : null,
    door,
    times: 1,
    trace,
  };
}

/** The statement that writes one row, as a part of a larger one; `when` is a condition in that. */
export const insertAudit = (sql: Sql | TransactionSql, row: AuditRow, when: Fragment = sql`true`): Fragment =>
  sql`${columnsOf(sql)} select ${valuesOf(sql, row, sql`${row.objectId}`)} where ${when}`;

/** The same with a row for each that a part of the statement answers by its `id`. */
export const insertAuditOfEach = (sql: Sql | TransactionSql, row: AuditRow, part: string): Fragment =>
  sql`${columnsOf(sql)} select ${valuesOf(sql, row, sql`id::text`)} from ${sql(part)}`;

/** The same with a row for each of a part of the statement, which names its `what`, `object_kind` and `object_id`. */
export const insertAuditOfMany = (sql: Sql | TransactionSql, row: AuditRow, part: string): Fragment =>
  sql`
    ${columnsOf(sql)}
    select ${row.at}::timestamptz, ${row.kind}, what, object_kind, object_id, ${row.result}, ${row.reason}, ${row.actor},
      ${row.staffId}, ${row.session}, ${row.network}, ${row.door}, ${row.trace}
    from ${sql(part)}`;

const columnsOf = (sql: Sql | TransactionSql) => sql`
  insert into audit (at, kind, action, object_kind, object_id, result, reason, actor, staff_id, session, network, door,
    trace)`;

const valuesOf = (sql: Sql | TransactionSql, row: AuditRow, objectId: Fragment) => sql`
  ${row.at}::timestamptz, ${row.kind}, ${row.action}, ${row.objectKind}, ${objectId}, ${row.result}, ${row.reason},
  ${row.actor}, ${row.staffId}, ${row.session}, ${row.network}, ${row.door},
  ${row.trace}`;
