import type { Sql, TransactionSql } from 'postgres';

/** Assignments that erase everything a person typed, and the networks a time was held from. */
export function forgetPerson(sql: Sql | TransactionSql) {
  return sql`name = null, name_folded = null, email = null, phone = null, visit_address = null, age_group = null, reach_by = null, messages = 'full', note = null,
    companion = null, interpreter = null, step_free = false, referral = null, cancel_reason = null, message_to_jongere = null, held_from = null`;
}

/** Assignments that erase for good who an afspraak was for; no token leads to it any more. */
export function wipePerson(sql: Sql | TransactionSql, now: string) {
  return sql`${forgetPerson(sql)}, reference = null, token_hash = null, hold_token_hash = null, wiped_at = ${now}`;
}

/** An update that ends expired holds of a casemanager within a range of time. */
export function endOldHolds(
  tx: TransactionSql,
  { casemanagerId, during, now }: { casemanagerId: string; during: string; now: string },
) {
  return tx`
    update appointments set status = 'expired', ${forgetPerson(tx)}
    where casemanager_id = ${casemanagerId} and during && ${during}::tstzrange
      and status = 'held' and expires_at <= ${now}
    returning id`;
}
