import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

/** A request as it comes from an address, perhaps by way of a proxy. */
export function requestFrom(
  remoteAddress: string | undefined,
  forwarded: string | undefined,
): IncomingMessage {
  const socket = new Socket();
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress });
  const req = new IncomingMessage(socket);
  if (forwarded !== undefined) req.headers['x-forwarded-for'] = forwarded;
  return req;
}
