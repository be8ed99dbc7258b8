import type { Services } from '#server/notifications/context.ts';
import { readBounce } from './readBounce.ts';

/**
 * Writes down that a mail did not come after all, from what a mail server sent back. The same again changes nothing, and it may come
 * before our own note that the mail was taken. A delay changes nothing either: the server still tries. What is no notification, or
 * about no message of ours, is let go.
 */
export async function noteBounce({ sql, clock, log, mail }: Services, raw: string): Promise<void> {
  const bounce = mail && readBounce(raw, mail.bounces ?? mail.from);
  if (!bounce) return;
  const { message, action, status } = bounce;
  log.info({ message, action, status }, 'a mail server said what became of a message');
  if (action !== 'failed' || !status.startsWith('5.')) return;
  await sql`
    update outbox set state = 'permanent-failure', settled_at = ${new Date(clock.now()).toISOString()}, next_at = null, reason = ${status}
    where id = ${message} and channel = 'email' and state in ('delivered', 'sending', 'temporary-failure')`;
}
