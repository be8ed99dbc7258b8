import type postgres from 'postgres';

/** How to empty tables, by their names. Every test database has the same tables. */
const scripts = new Map<string, string>();

/**
 * Empties these tables and all that refer to them, as `truncate … cascade` does, in a tenth of its time: that makes the
 * files of every table and index anew. No trigger of a row runs, and those of `truncate` do. The user must be a
 * superuser, as in a cluster of tests.
 */
export async function emptyTables(sql: postgres.Sql, ...tables: string[]): Promise<void> {
  const key = tables.join();
  const script = scripts.get(key) ?? (await scriptFor(sql, tables));
  scripts.set(key, script);
  // As one query it is one transaction.
  await sql.unsafe(script).simple();
}

async function scriptFor(sql: postgres.Sql, tables: string[]): Promise<string> {
  const reached = await sql<{ name: string; tells: boolean }[]>`
    with recursive reached(id) as (
      select name::regclass::oid from unnest(${tables}::text[]) name
      union
      select conrelid from pg_constraint join reached on confrelid = id where contype = 'f'
    )
    select id::regclass::text as name,
      exists (select from pg_trigger where tgrelid = id and tgtype & 32 > 0) as tells
    from reached order by id`;
  const each = (of: readonly { name: string }[], words: string) =>
    of.map(({ name }) => `delete from ${name}${words};`).join('\n');
  return `
    set local session_replication_role = replica;
    lock table ${reached.map(({ name }) => name).join()} in exclusive mode;
    ${each(reached, '')}
    set local session_replication_role = origin;
    ${each(
      reached.filter(({ tells }) => tells),
      ' where false',
    )}`;
}
