import type { Logger } from 'pino';
import postgres from 'postgres';
import type { Sql } from '#db/client.ts';
import type { AuditRow } from '#server/kernel/auditLog.ts';

/**
 * Writes rows in one statement, in their order. One that the table refuses is a bug: it goes to the log and does not keep the
 * others out. Throws what the database says when it is away.
 */
export async function insertRows(sql: Sql, rows: readonly AuditRow[], log: Logger): Promise<void> {
  try {
    await insert(sql, rows);
  } catch (err) {
    const isRefused = err instanceof postgres.PostgresError && /^2[23]/.test(err.code);
    if (!isRefused) throw err;
    const [row, ...others] = rows;
    if (row && others.length === 0) {
      const { kind, action, objectKind } = row;
      log.error({ err, kind, action, objectKind }, 'the audit log refused a row');
      return;
    }
    for (const one of rows) await insertRows(sql, [one], log);
  }
}

const insert = (sql: Sql, rows: readonly AuditRow[]) => sql`
  insert into audit (at, kind, action, object_kind, object_id, result, reason, actor, staff_id, session, network, door,
    times, trace)
  select at, kind, action, "objectKind", "objectId", result, reason, actor, "staffId", session, network, door, times,
    trace
  from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as row (at timestamptz, kind text, action text,
    "objectKind" text, "objectId" text, result text, reason text, actor text, "staffId" text, session text, network text,
    door text, times int, trace text)`;
