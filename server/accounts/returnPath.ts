import { areaOf, isDoor, staffArea } from '#server/access/areas.ts';

const origin = 'http://x.invalid';
const { path: start } = staffArea;

/**
 * Where to go after signing in: a page for staff on this site, as path and query. Anything else that stands
 * in the link, another site above all, leads to the start page.
 */
export function returnPath(wish: string | null | undefined): string {
  if (!wish?.startsWith(start) || !URL.canParse(wish, origin)) return start;
  const { origin: where, pathname, searchParams } = new URL(wish, origin);
  if (where !== origin || areaOf(pathname) !== staffArea || isDoor(staffArea, pathname)) return start;
  // What a page that refreshed itself has in its address is not for who comes back to it.
  searchParams.delete('ververs');
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

/** The sign-in page that leads back to where somebody wanted to be. */
export function signInPath(wish: string): string {
  const back = returnPath(wish);
  return back === start ? staffArea.signIn : `${staffArea.signIn}?back=${encodeURIComponent(back)}`;
}
