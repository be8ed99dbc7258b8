/**
 * The canonical path of a page, when a request uses another form of it: no slash at the end and no empty segments. The query
 * stays. Null when the path is canonical already. The result never names another host, whatever the input.
 */
export function canonicalPath(url: string): string | null {
  const [path = '', ...query] = url.split('?');
  // Browsers treat a backslash as a slash.
  if (path === '/' || path.includes('\\') || !/\/(\/|$)/.test(path)) return null;
  const parts = path.split('/').filter(Boolean);
  return [`/${parts.join('/')}`, ...query].join('?');
}
