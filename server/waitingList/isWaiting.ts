import type { TransactionSql } from 'postgres';
import type { Contact } from '#server/booking/bookedOf.ts';

/** Whether this contact is in the list already, with an afspraak or without. Call with `namesOf` the contact locked. */
export async function isWaiting(tx: TransactionSql, { email, phone }: Contact): Promise<boolean> {
  const rows = await tx`
    select from waiting_list place left join appointments theirs on theirs.id = place.appointment_id
    where place.ended_at is null and (
      coalesce(place.email, theirs.email) = ${email} or coalesce(place.phone, theirs.phone) = ${phone})
    limit 1`;
  return rows.length > 0;
}
