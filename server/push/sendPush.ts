import { dateInAmsterdam } from '#server/kernel/time.ts';
import { claimNotices, type Due, deviceIsGone, noticeIsDone, tryAgain } from './claimNotices.ts';
import type { Services } from './context.ts';
import { makeNotices } from './makeNotices.ts';
import { postNotice } from './postNotice.ts';
import { readListeners } from './readListeners.ts';
import { readMatters } from './readMatters.ts';
import { againAfterMs, wants } from './rules.ts';

/**
 * Tells devices of staff what they want to hear: looks what there is, writes down what is new to each of them, and sends what is
 * due. What a killed process left under way is sent again a little later; under the same topic it takes the place of itself.
 */
export async function sendPush(services: Services): Promise<void> {
  const { sql, clock, roster } = services;
  const now = clock.now();
  const listeners = await readListeners(sql, now);
  if (listeners.length === 0) return;
  const { settings } = await roster.current();
  const matters = await readMatters(sql, { now, questionHours: settings.chat.questionHours });
  const today = dateInAmsterdam(now);
  const wanted = new Map(
    listeners.map((listener) => [listener, matters.filter((matter) => wants(listener, matter, today))]),
  );
  await makeNotices(sql, wanted, now);
  const stillWanted = new Set(
    [...wanted].flatMap(([{ device }, theirs]) => theirs.map(({ key }) => `${device} ${key}`)),
  );
  const due = await claimNotices(sql, now);
  await Promise.all(
    due.map((notice) =>
      stillWanted.has(`${notice.device} ${notice.key}`)
        ? sendOne(services, notice, now)
        : noticeIsDone(sql, notice, 'lapsed', now),
    ),
  );
}

/** Sends one, and writes down what came of it. */
async function sendOne(services: Services, notice: Due, now: number): Promise<void> {
  const { sql, log } = services;
  const posted = await postNotice(services, notice, now);
  if (posted.status === null && posted.why === 'private') return deviceIsGone(sql, notice);
  // RFC 8030, 7.3: the browser let us no longer, or is no more.
  if (posted.status === 404 || posted.status === 410) return deviceIsGone(sql, notice);
  if (posted.status !== null && posted.status >= 200 && posted.status < 300)
    return noticeIsDone(sql, notice, 'sent', now);
  const mayPass = posted.status === null || posted.status === 429 || posted.status >= 500;
  if (mayPass) {
    const waitMs = posted.status === null ? 0 : posted.waitMs;
    return tryAgain(sql, notice, now + Math.max(waitMs, againAfterMs(notice.attempts)));
  }
  log.warn({ status: posted.status }, 'a push service refused what a device of staff is told');
  return noticeIsDone(sql, notice, 'failed', now);
}
