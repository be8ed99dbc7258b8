import { areaOf, isDoor, staffArea } from '#server/access/areas.ts';

const origin = 'http://x.invalid';
const { path: start } = staffArea;

/**
 * Where to go after signing in: a page for staff on this site, as path and query. Anything else that stands
 * in the link, another site above all, leads to the start page.
 */
export function returnPath(target: string | null | undefined): string {
  if (!target?.startsWith('/') || !URL.canParse(target, origin)) return start;
  const { origin: where, pathname, searchParams } = new URL(target, origin);
  if (where !== origin || areaOf(pathname) !== staffArea || isDoor(staffArea, pathname)) return start;
  // What a page that refreshed itself has in its address is not for who comes back to it.
  searchParams.delete('refresh');
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`;
}

/** The sign-in page that leads back to where somebody wanted to be. */
export function signInPath(target: string): string {
  const back = returnPath(target);
  return back === start ? staffArea.signIn : `${staffArea.signIn}?back=${encodeURIComponent(back)}`;
}
