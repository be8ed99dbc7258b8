import { dayMs } from '#server/kernel/time.ts';
import type { Services } from './context.ts';
import { keptDays } from './rules.ts';

/** Forgets what systems heard some time ago, and what those that ended were still to hear. */
export async function forgetWebhooks({ sql, clock }: Pick<Services, 'sql' | 'clock'>): Promise<void> {
  const before = new Date(clock.now() - keptDays * dayMs).toISOString();
  await sql`
    delete from webhook_events e using webhooks w
    where w.id = e.webhook_id and (e.delivered_at < ${before} or (e.delivered_at is null and w.ended_at is not null))`;
}
