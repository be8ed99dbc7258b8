import type { ServerResponse } from 'node:http';
import { type NoSeat, refusalOfSeat } from '#server/kernel/limits/seats.ts';

/** Bytes that may be buffered for a slow client. Beyond this it is disconnected; browsers reconnect by themselves. */
const mostWaiting = 65_536;
const reconnectAfterMs = 2000;

export interface EventStream {
  send(event: string): void;
  /** Sends a heartbeat, so that proxies keep the connection and a dead one is noticed. */
  beat(): void;
  /** Sends one last event, if any, and ends the response. */
  end(event?: string): void;
}

/** Starts a stream of server-sent events (HTML standard, 9.2). The events carry no data: the client fetches again. */
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

/** Ends the response without a body, in place of a stream. */
export function refuseStream(
  res: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  if (res.headersSent) res.destroy();
  else res.writeHead(status, { 'Cache-Control': 'no-store', ...headers }).end();
}

/** The same when no seat is left. */
export function refuseSeat(res: ServerResponse, seat: NoSeat): void {
  const { status, retryAfterSeconds } = refusalOfSeat(seat);
  refuseStream(res, status, { 'Retry-After': String(retryAfterSeconds) });
}
