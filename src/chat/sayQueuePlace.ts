import type { QueuePlace } from '#server/chat/types.ts';
import type { Say } from './texts.ts';

/** "Er zijn 2 mensen voor je. Dat duurt ongeveer 6 minuten." */
export function sayQueuePlace(say: Say, { ahead, minutes }: Pick<QueuePlace, 'ahead' | 'minutes'>): string {
  const first =
    ahead === 0
      ? say('talk.queue.none')
      : ahead === 1
        ? say('talk.queue.one')
        : say('talk.queue.more', { count: ahead });
  return `${first} ${sayMinutes(say, minutes)}`;
}

function sayMinutes(say: Say, minutes: number | null): string {
  if (minutes === null) return say('talk.queue.unknown');
  return minutes <= 1 ? say('talk.queue.minute') : say('talk.queue.minutes', { count: minutes });
}
