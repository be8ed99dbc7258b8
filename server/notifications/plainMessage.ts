import type { NoticeKind } from '#server/kernel/outbox.ts';
import { discreetPlainLetter, discreetPlainText } from './discreetLetter.ts';
import { type Plain, plainLetter, plainText } from './plainLetter.ts';
import type { Message } from './toOutgoing.ts';

/** A message to a jongere about something else than an afspraak, with the discreet words where somebody may read along. */
export function plainMessage(
  words: Plain & { template: NoticeKind },
  to: Pick<Message, 'email' | 'phone' | 'language' | 'settings' | 'discreet' | 'version' | 'thread'>,
): Message {
  const { language, settings, discreet } = to;
  return {
    ...to,
    letter: () => (discreet ? discreetPlainLetter(language, words) : plainLetter(language, settings, words)),
    text: () => (discreet ? discreetPlainText(language, words) : plainText(language, words)),
  };
}
