import { setMaxListeners } from 'node:events';
import { noticeChannels } from '#db/schema/words.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { NoticeChannel } from '#server/kernel/outbox.ts';

const firstWaitMs = 5000;
const longestWaitMs = 5 * 60_000;
/** So long what is on the line may still end well when the process is to stop. */
const graceMs = 3000;

/** How sending goes in this process: whether it is to stop, and which ways are closed for a while. */
export interface Sending {
  /** Nothing new is begun from then on. */
  readonly stopping: AbortSignal;
  /** What is under way is broken off: a moment later. */
  readonly givingUp: AbortSignal;
  stop(): void;
  /** The ways that are open. */
  open(): NoticeChannel[];
  /** A way could not be reached: nothing is tried for a while, longer each time, or for as long as it asks (ms). Whether it was open until now. */
  failed(channel: NoticeChannel, askedMs?: number): boolean;
  /** A way takes messages again. Whether it was closed. */
  went(channel: NoticeChannel): boolean;
}

export function createSending(clock: Clock): Sending {
  const stopping = new AbortController();
  const givingUp = new AbortController();
  // As many as there are mails on the line.
  setMaxListeners(0, givingUp.signal);
  const closed = new Map<NoticeChannel, { waitMs: number; since: number }>();
  const isOpen = (channel: NoticeChannel) => {
    const found = closed.get(channel);
    const waited = found ? clock.now() - found.since : 0;
    // Of a clock that was set back nobody knows how long it is.
    return found === undefined || waited >= found.waitMs || waited < 0;
  };
  return {
    stopping: stopping.signal,
    givingUp: givingUp.signal,
    stop() {
      if (stopping.signal.aborted) return;
      stopping.abort();
      setTimeout(() => givingUp.abort(), graceMs).unref();
    },
    open: () => noticeChannels.filter(isOpen),
    failed(channel, askedMs = 0) {
      // Of many that fail together only the first makes the wait longer.
      if (!isOpen(channel)) return false;
      const before = closed.get(channel);
      const waitMs = Math.min(before ? 2 * before.waitMs : firstWaitMs, longestWaitMs);
      closed.set(channel, { waitMs: Math.min(Math.max(waitMs, askedMs), longestWaitMs), since: clock.now() });
      return before === undefined;
    },
    went: (channel) => closed.delete(channel),
  };
}
