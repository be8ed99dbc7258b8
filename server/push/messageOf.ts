import { staffArea } from '#server/access/areas.ts';
import { say, type TextKey } from '#server/kernel/texts/texts.ts';
import type { Matter, PushKind } from './rules.ts';

/** What a device shows, and what it opens. It can be read on a screen that is locked: nothing of anybody is in it. */
export interface PushMessage {
  text: string;
  /** On this site. */
  path: string;
  /** What has the same tag takes each other's place on the device. */
  tag: string;
}

const ofDay: Partial<Record<PushKind, { today: TextKey; later: TextKey }>> = {
  'appointment-new': { today: 'push-new-today', later: 'push-new' },
  'appointment-moved': { today: 'push-moved-today', later: 'push-moved' },
  'appointment-cancelled': { today: 'push-cancelled-today', later: 'push-cancelled' },
};

/** The words at the moment of sending; the workplace is in Dutch. */
export function messageOf({ kind, day }: Pick<Matter, 'kind' | 'day'>, today: string): PushMessage {
  const chat = `${staffArea.path}/chat`;
  const words = ofDay[kind];
  if (words && day !== null) {
    const path = `${staffArea.path}/dag?date=${day}`;
    return { text: say('nl', day === today ? words.today : words.later), path, tag: `doorstart-day-${day}` };
  }
  if (kind === 'question-waits')
    return { text: say('nl', 'push-question-waits'), path: chat, tag: 'doorstart-questions' };
  // The page calls under the same tag (src/inbox/notify.ts): one of both is seen.
  return { text: say('nl', 'push-chat-waits'), path: chat, tag: 'doorstart-chat' };
}
