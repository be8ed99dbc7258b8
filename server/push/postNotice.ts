import webpush from 'web-push';
import { dateInAmsterdam } from '#server/kernel/time.ts';
import type { Posted } from '#server/outgoing/outgoing.ts';
import type { Due } from './claimNotices.ts';
import type { Services } from './context.ts';
import { messageOf } from './messageOf.ts';
import { mannerOf } from './rules.ts';

const answerMs = 10_000;

/** Sends a notice to its push service, readable for the browser alone (RFC 8291), signed with our key (RFC 8292). */
export function postNotice(
  { outgoing, vapid }: Pick<Services, 'outgoing' | 'vapid'>,
  notice: Due,
  now: number,
): Promise<Posted> {
  const { endpoint, p256dh, auth } = notice;
  const { topic, urgency } = mannerOf(notice);
  const message = JSON.stringify(messageOf(notice, dateInAmsterdam(now)));
  const { headers, body } = webpush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, message, {
    vapidDetails: vapid,
    TTL: Math.max(0, Math.round((notice.expiresAt - now) / 1000)),
    topic,
    urgency,
    contentEncoding: 'aes128gcm',
  });
  const texts = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
  return outgoing.post('push', endpoint, {
    headers: Object.fromEntries(texts),
    body: body ?? '',
    withinMs: answerMs,
  });
}
