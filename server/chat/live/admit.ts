import { type IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import type { Door } from '#server/http/door.ts';
import type { Services } from '#server/kernel/context.ts';
import { refusalOfSeat, type SeatBounds } from '#server/kernel/limits/seats.ts';
import { usualLimits } from '#server/settings/schema.ts';
import { connectionsPerAddress } from '../rules.ts';

interface Refusal {
  status: 403 | 429 | 503;
  retryAfterSeconds?: number;
}

export interface Admission {
  /** Whether a new connection may begin; null when it may. Nothing is awaited that takes longer than a tick. */
  refusalOf(req: IncomingMessage): Promise<Refusal | null>;
  /** Takes the place of a connection that began; answers what frees it, or null when others were first. */
  take(req: IncomingMessage): (() => void) | null;
}

/** Lets new connections of chat in: of our own pages, not too many a minute, and not too many at once. */
export function createAdmission(
  { limits, roster, seats }: Pick<Services, 'limits' | 'roster' | 'seats'>,
  { addressOf, origins }: Door,
): Admission {
  const bounds = (): SeatBounds => {
    const known = roster.known()?.settings.limits ?? usualLimits;
    return { each: known.chatConnectionsPerAddress, all: known.chatConnectionsPerProcess };
  };
  return {
    async refusalOf(req) {
      // A page elsewhere must not speak for who is signed in here.
      if (origins.isOwn(req) === false) return { status: 403 };
      const address = addressOf(req);
      const seat = seats.chat.look(address, bounds());
      if (!seat.ok) return refusalOfSeat(seat);
      const counted = await limits.consume(connectionsPerAddress, limits.addressKey(address));
      return counted.ok ? null : { status: 429, retryAfterSeconds: counted.retryAfterSeconds };
    },
    take(req) {
      const seat = seats.chat.take(addressOf(req), bounds());
      return seat.ok ? seat.free : null;
    },
  };
}

/** Answers who is not let in, whether they asked by polling or for a WebSocket, with when to try again. */
export function refuse(req: IncomingMessage, { status, retryAfterSeconds }: Refusal): void {
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Length': '0',
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  };
  if ('res' in req && req.res instanceof ServerResponse) {
    req.res.writeHead(status, headers).end();
    return;
  }
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  // An upgrade has no answer of node's own, and nobody else listens for the errors of its connection.
  req.socket.on('error', () => req.socket.destroy());
  req.socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n`);
}
