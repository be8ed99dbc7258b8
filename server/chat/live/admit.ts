import { type IncomingMessage, ServerResponse, STATUS_CODES } from 'node:http';
import type { Services } from '#server/chat/context.ts';
import type { RequestInfo } from '#server/http/requestInfo.ts';
import { refusalOfSeat, type SeatBounds } from '#server/kernel/limits/seats.ts';
import { usualLimits } from '#server/settings/schema.ts';
import { connectionsPerAddress } from '../rules.ts';

interface Refusal {
  status: 403 | 429 | 503;
  retryAfterSeconds?: number;
}

export interface Admission {
  /** Why a new connection is refused, or null when it may begin. Awaits nothing that takes longer than a tick. */
  refusalOf(req: IncomingMessage): Promise<Refusal | null>;
  /** Takes a seat for a connection that began. Returns the function that frees it, or null when no seat is left. */
  take(req: IncomingMessage): (() => void) | null;
}

/** Admission of chat connections: from our own pages only, a limited number per minute, a limited number at once. */
export function createAdmission(
  { limits, roster, seats }: Pick<Services, 'limits' | 'roster' | 'seats'>,
  { addressOf, origins }: RequestInfo,
): Admission {
  const bounds = (): SeatBounds => {
    const known = roster.known()?.settings.limits ?? usualLimits;
    return { each: known.chatConnectionsPerAddress, all: known.chatConnectionsPerProcess };
  };
  return {
    async refusalOf(req) {
      // A page of another site must not open a socket with the session of a signed-in user (cross-site WebSocket hijacking).
      if (origins.isOwn(req) === false) return { status: 403 };
      const address = addressOf(req);
      const seat = seats.chat.look(address, bounds());
      if (!seat.ok) return refusalOfSeat(seat);
      const counted = await limits.consumeFrom(limits.networkKeys(address), connectionsPerAddress);
      return counted.ok ? null : { status: 429, retryAfterSeconds: counted.retryAfterSeconds };
    },
    take(req) {
      const seat = seats.chat.take(addressOf(req), bounds());
      return seat.ok ? seat.free : null;
    },
  };
}

/** Answers a refused client, over polling or as an upgrade, with the status and Retry-After. */
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
  // For an upgrade Node gives a bare socket, not a response, and nobody else listens to its errors.
  req.socket.on('error', () => req.socket.destroy());
  req.socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n`);
}
