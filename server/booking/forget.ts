import type { Sql, TransactionSql } from 'postgres';

/** The part of an update that forgets everything that a person typed, and from where a time was held. */
export function forgetPerson(sql: Sql | TransactionSql) {
  return sql`name = null, name_folded = null, email = null, phone = null, age_group = null, reach_by = null, note = null,
    referral = null, cancel_reason = null, message_to_jongere = null, held_from = null`;
}

/** The part of an update that forgets who an afspraak was for, for good: no token leads to it any more. */
export function wipePerson(sql: Sql | TransactionSql, now: string) {
  return sql`${forgetPerson(sql)}, reference = null, token_hash = null, hold_token_hash = null, wiped_at = ${now}`;
}

/** The update that ends holds that are over but still stand where a casemanager's time is wanted (a range). */
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
