import type { IncomingMessage } from 'node:http';

export interface Origins {
  /** The public address of the site for this visitor, without a slash at the end. */
  publicUrl(req: IncomingMessage): string;
  /** Whether the `Origin` of a request is ours; null when it has none. */
  isOwn(req: IncomingMessage): boolean | null;
}

/** A host name or address, with or without a port. */
export const hostPattern = /^[a-z0-9._-]+(:\d{1,5})?$|^\[[0-9a-f:.]+\](:\d{1,5})?$/i;

/**
 * Our own origin: PUBLIC_URL, or in a demo without one the host of the request, so that a phone on the same network can use the
 * demo.
 */
export function createOrigins(publicUrl: string | undefined, fallbackHost: () => string): Origins {
  const known = (req: IncomingMessage) => {
    if (publicUrl !== undefined) return publicUrl;
    const { host = '' } = req.headers;
    return `http://${hostPattern.test(host) ? host.toLowerCase() : fallbackHost()}`;
  };
  return {
    publicUrl: known,
    isOwn(req) {
      const { origin } = req.headers;
      return origin === undefined ? null : origin === known(req);
    },
  };
}
