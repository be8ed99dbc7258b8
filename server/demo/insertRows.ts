import { getTableColumns, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Transaction } from '#db/client.ts';

/**
 * Inserts many rows as one value of JSON. With a parameter for each column of each row a statement comes near to the
 * 65,535 that it may have, and takes longer to write than to carry out. A column
 * that one row gives must be given by each, or may be null.
 */
export async function insertRows<Table extends PgTable>(
  tx: Transaction,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): Promise<void> {
  const given = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
  const used = Object.entries(getTableColumns(table)).filter(([key]) =>
    given.some((row) => row.get(key) !== undefined),
  );
  const json = JSON.stringify(
    given.map((row) => Object.fromEntries(used.map(([key, { name }]) => [name, row.get(key) ?? null]))),
  );
  const names = sql.join(
    used.map(([, { name }]) => sql.identifier(name)),
    sql`, `,
  );
  await tx.execute(sql`
    insert into ${table} (${names})
    select ${names} from jsonb_populate_recordset(null::${table}, ${json}::text::jsonb)`);
}
