import type { IncomingMessage } from 'node:http';
import { hostPattern } from './origin.ts';

/**
 * Whether the head of a request says clearly what it is for: exactly one `Host` that can be one (RFC 9112 3.2; none only
 * in HTTP/1.0), and a path of ours. A target in absolute form is taken when it names that same host (RFC 9112 3.2.2), and
 * `req.url` is its path from then on: two parties that read such a request must not take it for two sites.
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

/** Compares as a URL does: without case, and without the usual port. */
function sameHost(target: URL, host: string | undefined): boolean {
  return host !== undefined && URL.parse(`${target.protocol}//${host}`)?.host === target.host;
}
