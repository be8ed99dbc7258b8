import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '#server/http/context.ts';
import { usualLimits } from '#server/settings/schema.ts';
import { findScreen } from '#server/walkIn/screens.ts';
import { type EventStream, openEventStream, refuseSeat, refuseStream } from './eventStream.ts';

/** Where the stream of a screen begins; behind it comes the token of its link. */
export const linePath = '/live/line/';

export interface LiveLine {
  /**
   * Serves GET /live/line/TOKEN, a stream of events for the screen of a waiting room: `change` tells that its line may differ,
   * `ended` that its link opens nothing any more. 404 without such a link, 405 for other methods, 429 when one network has too
   * many streams, 503 when the process has too many.
   */
  handle(req: IncomingMessage, res: ServerResponse, path: string): void;
  /** Ends every open stream and refuses new ones. */
  close(): void;
}

const beatMs = 15_000;
/** Every stream sends `change` this often: a wait changes with the time, and word of a change may get lost. */
const sweepMs = 30_000;

/** Created once per process. */
export function createLineStream(services: Services, addressOf: (req: IncomingMessage) => string): LiveLine {
  const open = new Set<EventStream>();
  let closed = false;

  const follow = (res: ServerResponse, token: string, location: string, free: () => void) => {
    const stream = openEventStream(res);
    open.add(stream);
    const check = async () => {
      try {
        if ((await findScreen(services, token)) === null) stream.end('ended');
        else stream.send('change');
      } catch (error) {
        services.log.warn({ err: error }, 'could not look at the link of a screen');
        stream.end();
      }
    };
    const unsubscribe = services.bus.subscribe((change) => {
      if (change === null || change.roster || change.lines?.includes(location)) check();
    });
    const beat = setInterval(() => stream.beat(), beatMs);
    const sweep = setInterval(check, sweepMs);
    res.once('close', () => {
      unsubscribe();
      clearInterval(beat);
      clearInterval(sweep);
      open.delete(stream);
      free();
    });
  };

  const answer = async (req: IncomingMessage, res: ServerResponse, path: string) => {
    if (req.method !== 'GET') return refuseStream(res, 405, { Allow: 'GET' });
    if (closed) return refuseStream(res, 503, { 'Retry-After': '5' });
    const token = path.slice(linePath.length);
    const location = await findScreen(services, token);
    if (location === null) return refuseStream(res, 404);
    const { streamsPerAddress, streamsPerProcess } = services.roster.known()?.settings.limits ?? usualLimits;
    const seat = services.seats.slots.take(addressOf(req), {
      each: streamsPerAddress,
      all: streamsPerProcess,
    });
    if (!seat.ok) return refuseSeat(res, seat);
    if (res.destroyed) return seat.free();
    follow(res, token, location, () => seat.free());
  };

  return {
    handle(req, res, path) {
      answer(req, res, path).catch((error: unknown) => {
        services.log.error({ err: error }, 'the stream of a screen could not begin');
        refuseStream(res, 503, { 'Retry-After': '5' });
      });
    },
    close() {
      closed = true;
      for (const stream of open) stream.end();
    },
  };
}
