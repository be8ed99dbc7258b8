import type { Services } from '#server/booking/context.ts';
import { dateInAmsterdam } from '#server/kernel/time.ts';

/** Deletes that somebody waited, and how often nothing was free, after the months that the gemeente says. */
export async function forgetWaiting({ sql, clock, roster }: Services): Promise<void> {
  const { settings } = await roster.current();
  const months = `${settings.waitingList.keptMonths} months`;
  const now = clock.now();
  await sql`
    delete from waiting_list where ended_at < ${new Date(now).toISOString()}::timestamptz - ${months}::interval`;
  await sql`delete from nothing_free_days where day < ${dateInAmsterdam(now)}::date - ${months}::interval`;
}
