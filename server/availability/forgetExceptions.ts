import type { Services } from '#server/availability/context.ts';
import { addDays, dateInAmsterdam } from '#server/kernel/time.ts';

/**
 * Deletes leave, illness, training and extra hours once they are over for as long as the settings say: why somebody was
 * away is nobody's business by then (GDPR, articles 5(1)(e) and 9), and no free time hangs on it.
 */
export async function forgetExceptions({
  sql,
  clock,
  roster,
  bus,
}: Pick<Services, 'sql' | 'clock' | 'roster' | 'bus'>): Promise<void> {
  const { settings } = await roster.current();
  const longAgo = addDays(dateInAmsterdam(clock.now()), -settings.absenceDays);
  // Even a deletion of nothing makes every process read the roster anew.
  const [old] = await sql`select from availability_exceptions where date_until < ${longAgo} limit 1`;
  // What the history says of them goes as long after.
  await sql`
    delete from history
    where casemanager_id is not null and what in ('exception-saved', 'exception-removed')
      and (details ->> 'until')::date < ${longAgo}`;
  if (!old) return;
  await sql`delete from availability_exceptions where date_until < ${longAgo}`;
  bus.say({ roster: true });
}
