import type { Fragment, Sql, TransactionSql } from 'postgres';

/** A condition on `staff s`: whether they can own trajecten. They work here, and with jongeren. */
export const ownsTrajecten = (sql: Sql | TransactionSql): Fragment => sql`
  (s.active and s.roles && array['casemanager', 'coordinator'])`;
