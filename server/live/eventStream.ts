import type { ServerResponse } from 'node:http';
import { type NoSeat, refusalOfSeat } from '#server/kernel/limits/seats.ts';

/** Bytes that may wait for a reader that does not read; beyond this it is cut off, and comes back by itself. */
const mostWaiting = 65_536;
const reconnectAfterMs = 2000;

export interface EventStream {
  send(event: string): void;
  /** Nothing but a sign of life, so that proxies keep the connection and a dead one shows. */
  beat(): void;
  /** Says one last event, if any, and ends the answer. */
  end(event?: string): void;
}

/** Begins a 200 answer of server-sent events (HTML standard, 9.2). Its events carry no data: who hears one asks anew. */
export function openEventStream(res: ServerResponse): EventStream {
  res.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  const write = (text: string) => {
    if (res.writableEnded || res.destroyed) return;
    if (res.writableLength > mostWaiting) res.destroy();
    else res.write(text);
  };
  // An event without a data line is never dispatched.
  const said = (event: string) => `event: ${event}\ndata:\n\n`;
  write(`retry: ${reconnectAfterMs}\n\n`);
  return {
    send: (event) => write(said(event)),
    beat: () => write(':\n\n'),
    end(event) {
      if (event !== undefined) write(said(event));
      res.end();
    },
  };
}

/** Ends an answer of which no stream comes, without a body. */
export function refuseStream(
  res: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  if (res.headersSent) res.destroy();
  else res.writeHead(status, { 'Cache-Control': 'no-store', ...headers }).end();
}

/** The same for who finds no place. */
export function refuseSeat(res: ServerResponse, seat: NoSeat): void {
  const { status, retryAfterSeconds } = refusalOfSeat(seat);
  refuseStream(res, status, { 'Retry-After': String(retryAfterSeconds) });
}
