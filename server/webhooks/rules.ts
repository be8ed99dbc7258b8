import type { webhookEvents, webhookKinds } from '#db/schema/words.ts';

// When what other systems hear is sent, and when it is given up. Pure. Instants are epoch ms.

export type WebhookKind = (typeof webhookKinds)[number];
export type WebhookEvent = (typeof webhookEvents)[number];

const second = 1000;
const hour = 3_600_000;

/** So long what nobody takes is tried again; then the webhook is disabled. */
export const tryForMs = 72 * hour;
/** So long a former secret signs along. */
export const formerForMs = 24 * hour;
export const keptDays = 30;
/** Of an answer so much is shown. */
export const shownAnswer = 200;

/** When it is tried again after so many attempts, in ms: 10 seconds, then twice as long up to 4 hours. */
export const againAfterMs = (attempts: number): number =>
  Math.min(4 * hour, 10 * second * 2 ** Math.min(Math.max(attempts, 1) - 1, 20));

/** The beginning of an answer on one line, without what a screen or a log would trip over. */
export const stripAnswer = (text: string): string =>
  [
    ...text
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/[\p{C}\s]+/gu, ' ')
      .trim(),
  ]
    .slice(0, shownAnswer)
    .join('');
