import type { IncomingMessage } from 'node:http';
import { hostPattern } from './origin.ts';

/**
 * Whether the head of a request is unambiguous: exactly one valid `Host` (RFC 9112 3.2; none is allowed only in HTTP/1.0), and a
 * path. A target in absolute form is accepted when it names the same host (RFC 9112 3.2.2), and `req.url` then becomes its path.
 * Otherwise a proxy and this server could read one request as being for two different sites.
 */
export function checkHead(req: IncomingMessage): boolean {
  const { rawHeaders, headers } = req;
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  }
  const { host } = headers;
  if (hosts > 1 || (host === undefined ? req.httpVersion !== '1.0' : !hostPattern.test(host))) return false;
  if (req.url?.startsWith('/')) return true;
  const target = URL.parse(req.url ?? '');
  if (!target || !/^https?:$/.test(target.protocol) || !sameHost(target, host)) return false;
  req.url = target.pathname + target.search;
  return true;
}

/** Compares hosts as URLs do: case-insensitive, and without the default port. */
function sameHost(target: URL, host: string | undefined): boolean {
  return host !== undefined && URL.parse(`${target.protocol}//${host}`)?.host === target.host;
}
