import type { Fragment, Sql, TransactionSql } from 'postgres';

/** Takes what a sender wrote of somebody out of rows of lists; that the rows were, and what came of them, stays. `where` is of `list_rows`. */
export async function emptyListRows(sql: Sql | TransactionSql, where: Fragment): Promise<void> {
  await sql`
    update list_rows set cells = null, findings = '[]', identity = null, decision = null, explanation_note = null
    where ${where}`;
}
