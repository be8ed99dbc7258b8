import { dayMs } from '#server/kernel/time.ts';
import type { Services } from './context.ts';

const noticeDays = 30;
const deviceDays = 90;

/** Forgets what devices were told, devices that nobody signed in with for long, and those of accounts that ended. */
export async function forgetPush({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  const ago = (days: number) => new Date(clock.now() - days * dayMs).toISOString();
  await sql`delete from push_notices where made_at < ${ago(noticeDays)}`;
  await sql`
    delete from push_devices d using staff s
    where s.id = d.staff_id and (not s.active or (d.session_id is null and d.last_used_at < ${ago(deviceDays)}))`;
}
