import { dayMs } from '#server/kernel/time.ts';
import type { Services } from './context.ts';

/** So long is told how messages went, and longer while somebody may still be told what changed since. */
export const noticeDays = 90;

/** Deletes what the outbox holds of messages that ended long ago; of an afspraak that goes it goes by itself. */
export async function forgetNotices({ sql, clock }: Services): Promise<void> {
  const longAgo = new Date(clock.now() - noticeDays * dayMs).toISOString();
  await sql`
    delete from outbox
    where created_at < ${longAgo} and coalesce(settled_at, case when next_at is null then sent_at end) < ${longAgo}
      and (appointment_id is null or exists (
        select from appointments
        where appointments.id = outbox.appointment_id and (wiped_at is not null or ends_at < ${longAgo})))`;
}
