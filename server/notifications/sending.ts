import type { Clock } from '#server/kernel/clock.ts';
import type { NoticeChannel } from '#server/kernel/outbox.ts';

const firstWaitMs = 5000;
const longestWaitMs = 5 * 60_000;

/** How sending goes in this process: whether it is to stop, and which ways are closed for a while. */
export interface Sending {
  readonly stopping: AbortSignal;
  stop(): void;
  /** Whether all ways are open. */
  isOpen(): boolean;
  /** A way could not be reached: nothing is tried for a while, longer each time. */
  failed(channel: NoticeChannel): void;
  /** A way takes messages again. */
  went(channel: NoticeChannel): void;
}

export function createSending(clock: Clock): Sending {
  const stopping = new AbortController();
  const closed = new Map<NoticeChannel, { waitMs: number; until: number }>();
  return {
    stopping: stopping.signal,
    stop: () => stopping.abort(),
    isOpen: () => [...closed.values()].every(({ until }) => until <= clock.now()),
    failed(channel) {
      const before = closed.get(channel);
      // Of many that fail together only the first makes the wait longer.
      if (before && clock.now() < before.until) return;
      const waitMs = Math.min(before ? 2 * before.waitMs : firstWaitMs, longestWaitMs);
      closed.set(channel, { waitMs, until: clock.now() + waitMs });
    },
    went: (channel) => void closed.delete(channel),
  };
}
