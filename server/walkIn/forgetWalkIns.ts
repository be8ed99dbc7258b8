import type { Services } from '#server/booking/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';

/** For so many days it is asked what became of who still waited when a day was over. */
const askedForDays = 7;

/**
 * Deletes the lines of days that are over, with what happened in them; the afspraken that came of them stay. Of who still waited
 * the number stays, without a name, until somebody says what became of them.
 */
export async function forgetWalkIns({ sql, clock }: Services): Promise<void> {
  const today = dateInAmsterdam(clock.now());
  await sql`
    delete from walk_ins
    where local_date < ${today} and (status <> 'waiting' or local_date < ${addDays(today, -askedForDays)})`;
  await sql`update walk_ins set first_name = null where local_date < ${today} and first_name is not null`;
}
