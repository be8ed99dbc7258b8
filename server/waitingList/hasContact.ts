import type { Sql } from 'postgres';

/**
 * A condition: `other` has the contact of who waits (`place`, or `own`, the afspraak that they have). The contact of a
 * jongerenwerker who referred is that of several jongeren, who can be elsewhere at the same time.
 */
export const hasContact = (sql: Sql) => sql`
  (other.email = coalesce(place.email, own.email) or other.phone = coalesce(place.phone, own.phone))
  and not exists (
    select from referrals where referrals.id = own.referral_id and contact_of = 'jongerenwerker'
      and own.email is not distinct from referrals.email and own.phone is not distinct from referrals.phone)`;
