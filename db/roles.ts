import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type postgres from 'postgres';
import { z } from 'zod';
import { Journal, MIGRATIONS } from './migrate.ts';

// Two users of the database: one that owns the tables and brings them up to date, one with which Doorstart runs. With one user
// only, that is both.

const user = z.object({ name: z.string(), owns: z.boolean() });

/** The user of a connection, and whether it owns our tables, or may make them since there are none yet. */
export async function readUser(sql: postgres.Sql): Promise<z.output<typeof user>> {
  const [row] = await sql`
    select current_user as name, coalesce((
      select pg_has_role(current_user, relowner, 'member') from pg_class where oid = to_regclass('public.appointments')
    ), true) as owns`;
  return user.parse(row);
}

/**
 * Gives a user what Doorstart needs to run, and no more: rows of all tables, but of the audit log only to add and to read
 * them. It may make and drop nothing. Done after each migration, so that new tables are among them; `sql` is the owner's.
 */
export async function allowToRun(sql: postgres.Sql, name: string): Promise<void> {
  await sql.begin(async (tx) => {
    const run = tx(name);
    await tx`grant usage on schema public, drizzle, pgboss to ${run}`;
    await tx`grant select, insert, update, delete on all tables in schema public to ${run}`;
    await tx`grant usage, select on all sequences in schema public to ${run}`;
    await tx`grant select on all tables in schema drizzle to ${run}`;
    await tx`grant select, insert, update, delete on all tables in schema pgboss to ${run}`;
    await tx`grant usage, select on all sequences in schema pgboss to ${run}`;
    await tx`grant execute on all functions in schema pgboss to ${run}`;
    await tx`grant execute on function make_audit_months(), drop_audit_months(integer) to ${run}`;
    const months = await tx<{ name: string }[]>`
      select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = 'public.audit'::regclass`;
    for (const table of ['audit', 'audit_seals', 'audit_sent', ...months.map((month) => month.name)])
      await tx`revoke all on ${tx(table)} from ${run}`;
    await tx`grant select on audit, audit_seals, audit_sent to ${run}`;
    // Not the day and not the id, which the database decides.
    await tx`
      grant insert (at, kind, action, object_kind, object_id, result, reason, actor, staff_id, session, network, door, times,
        trace)
      on audit to ${run}`;
    await tx`grant insert (day, rows, digest) on audit_seals to ${run}`;
    await tx`grant update (up_to) on audit_sent to ${run}`;
  });
}

/** Throws an Error that can be shown when the database is of an older Doorstart than this one. */
export async function refuseOlder(sql: postgres.Sql): Promise<void> {
  const { entries } = Journal.parse(
    JSON.parse(await readFile(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')),
  );
  const [row] = await sql`select count(*)::int as done from drizzle.__drizzle_migrations`;
  const { done } = z.object({ done: z.number() }).parse(row);
  if (done >= entries.length) return;
  throw new Error(
    'The database is of an older Doorstart, and the user of DATABASE_URL may not bring it up to date. Run first, with DATABASE_MIGRATE_URL: npm run migrate',
  );
}

/** Whether a user could change or clear what stands in the audit log. */
export async function mayChangeAudit(sql: postgres.Sql): Promise<boolean> {
  const [row] = await sql`select has_table_privilege('audit', 'update, delete, truncate') as may`;
  return z.object({ may: z.boolean() }).parse(row).may;
}
