import type { Sql, TransactionSql } from 'postgres';

/** The part of an update that forgets everything that a person typed. */
export function forgetPerson(sql: Sql | TransactionSql) {
  return sql`name = null, email = null, phone = null, age_group = null, reach_by = null, note = null,
    referral = null, cancel_reason = null`;
}
