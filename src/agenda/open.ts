import { addressWith } from './address.ts';
import { staffPaths } from './paths.ts';

/** The pages that an afspraak can be open beside. */
export const besidePages = [
  staffPaths.today,
  staffPaths.day(),
  staffPaths.week(),
  staffPaths.list(),
  staffPaths.teamDay(),
] as const;

/** Whether an afspraak can be open beside the page of this path. */
export const opensBeside = (path: string): boolean =>
  besidePages.some((page) => page === path.replace(/\/$/, ''));

/** Where an afspraak opens from a page of the agenda, by its id: beside that page. */
export function opens(url: URL): (id: string) => string {
  const page = addressWith(url, {});
  const beside = `${page}${page.includes('?') ? '&' : '?'}appointment=`;
  return (id) => beside + encodeURIComponent(id);
}

/** The id of the afspraak that is open beside this page. */
export const openedAt = (url: URL): string | undefined => url.searchParams.get('appointment') ?? undefined;
