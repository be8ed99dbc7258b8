import type { TestSent } from '#server/notifications/preview/sendTest.ts';
import type { texts } from '../../content/texts.ts';

/** Why a test did not go, and what to do; `answer` is what the mail server said, null for nothing. */
export function sayRefused(
  t: ReturnType<typeof texts>,
  refused: Extract<TestSent, { ok: false }>,
): { text: string; answer: string | null } {
  if (refused.error === 'too-many')
    return {
      text: t('preview.refused.too-many', { minutes: Math.ceil(refused.retryAfterSeconds / 60) }),
      answer: null,
    };
  if (refused.error !== 'refused') return { text: t(`preview.refused.${refused.error}`), answer: null };
  const { to, sent } = refused;
  const { refusal, reason } = sent;
  const host = refusal?.host ?? t('preview.refused.host');
  const answer = refusal?.answer ?? reason;
  if (sent.error === 'stopped') return { text: t('preview.refused.slow', { host }), answer: null };
  if (sent.error === 'temporary') return { text: t('preview.refused.later', { host }), answer };
  return { text: t(`preview.refused.${refusal?.at ?? 'message'}`, { host, to }), answer };
}
