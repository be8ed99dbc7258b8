import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '#server/http/context.ts';
import type { Change } from '#server/kernel/change.ts';
import { usualLimits } from '#server/settings/schema.ts';
import { type EventStream, openEventStream, refuseSeat, refuseStream } from './eventStream.ts';

/** A stream for whoever asks, without a session or a link. */
export interface OpenStream {
  /**
   * Serves a stream of events: `change` tells that something may differ, not what. 405 for other methods than GET, 429 when one
   * network has too many streams, 503 when the process has too many.
   */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** The number of open streams. */
  listeners(): number;
  /** Ends every open stream and refuses new ones. */
  close(): void;
}

/** When it says `change`. */
export interface News {
  /** Whether a change of the bus is about it; null when anything may have changed. */
  isAbout(change: Change | null): boolean;
  /** Throttle: at most one `change` in this period, however much happens. */
  gatherMs: number;
  beatMs: number;
  /** Every stream sends `change` this often, since word of a change may get lost. */
  sweepMs: number;
}

/** Created once per process. */
export function createOpenStream(
  services: Services,
  addressOf: (req: IncomingMessage) => string,
  { isAbout, gatherMs, beatMs, sweepMs }: News,
): OpenStream {
  const open = new Set<EventStream>();
  let closed = false;
  let saidAt = Number.NEGATIVE_INFINITY;
  let waiting: NodeJS.Timeout | undefined;

  const say = () => {
    waiting = undefined;
    saidAt = performance.now();
    for (const stream of open) stream.send('change');
  };
  const saySoon = () => {
    waiting ??= setTimeout(say, Math.max(0, saidAt + gatherMs - performance.now()));
  };
  const unsubscribe = services.bus.subscribe((change) => {
    if (isAbout(change)) saySoon();
  });
  const beat = setInterval(() => {
    for (const stream of open) stream.beat();
  }, beatMs).unref();
  const sweep = setInterval(saySoon, sweepMs).unref();

  return {
    handle(req, res) {
      if (req.method !== 'GET') return refuseStream(res, 405, { Allow: 'GET' });
      if (closed) return refuseStream(res, 503, { 'Retry-After': '5' });
      const { streamsPerAddress, streamsPerProcess } =
        services.roster.known()?.settings.limits ?? usualLimits;
      const bounds = { each: streamsPerAddress, all: streamsPerProcess };
      const seat = services.seats.slots.take(addressOf(req), bounds);
      if (!seat.ok) return refuseSeat(res, seat);
      const stream = openEventStream(res);
      open.add(stream);
      res.once('close', () => {
        open.delete(stream);
        seat.free();
      });
    },
    listeners: () => open.size,
    close() {
      closed = true;
      unsubscribe();
      clearTimeout(waiting);
      clearInterval(beat);
      clearInterval(sweep);
      for (const stream of open) stream.end();
    },
  };
}
