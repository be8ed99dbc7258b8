import type { Services } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';

/** Deletes the lines of days that are over, with what happened in them. The afspraken that came of them stay. */
export async function forgetWalkIns({ sql, clock }: Services): Promise<void> {
  await sql`delete from walk_ins where local_date < ${dateInAmsterdam(clock.now())}`;
}
