import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Services } from '../context.ts';
import { type EventStream, openEventStream } from './eventStream.ts';

export interface LiveSlots {
  /**
   * Answers GET /live/slots and keeps the answer open: `change` when free times may differ, nothing about which.
   * 405 for other methods, 503 when too many listen.
   */
  handle(req: IncomingMessage, res: ServerResponse): void;
  /** How many are listening. */
  listeners(): number;
  /** Ends every open answer; new ones are refused. */
  close(): void;
}

interface Bounds {
  mostListeners: number;
  /** At most one `change` in this time, however much is booked. */
  gatherMs: number;
  beatMs: number;
  /** Holds end and times come too near without anybody saying so: this often everybody looks again. */
  sweepMs: number;
}

const usualBounds: Bounds = { mostListeners: 2000, gatherMs: 200, beatMs: 15_000, sweepMs: 60_000 };

/** Made once per process. */
export function createSlotStream(services: Services, bounds: Partial<Bounds> = {}): LiveSlots {
  const { mostListeners, gatherMs, beatMs, sweepMs } = { ...usualBounds, ...bounds };
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
  const unsubscribe = services.changes.subscribe(saySoon);
  const beat = setInterval(() => {
    for (const stream of open) stream.beat();
  }, beatMs).unref();
  const sweep = setInterval(saySoon, sweepMs).unref();

  return {
    handle(req, res) {
      if (req.method !== 'GET') return refuse(res, 405, { Allow: 'GET' });
      if (closed || open.size >= mostListeners) return refuse(res, 503, { 'Retry-After': '5' });
      const stream = openEventStream(res);
      open.add(stream);
      res.once('close', () => open.delete(stream));
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

function refuse(res: ServerResponse, status: number, headers: Record<string, string>) {
  res.writeHead(status, { 'Cache-Control': 'no-store', ...headers }).end();
}
