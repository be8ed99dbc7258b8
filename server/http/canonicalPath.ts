/**
 * The one address of a page, when a request asks for another form of it: without a slash at the end, and without empty
 * parts. The query stays. Null when the address is in that form. It never names another host, whatever comes in.
 */
export function canonicalPath(url: string): string | null {
  const [path = '', ...query] = url.split('?');
  // A browser reads a backslash as a slash.
  if (path === '/' || path.includes('\\') || !/\/(\/|$)/.test(path)) return null;
  const parts = path.split('/').filter(Boolean);
  return [`/${parts.join('/')}`, ...query].join('?');
}
