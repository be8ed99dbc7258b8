import { staffPaths } from './paths.ts';

/** Where an afspraak opens from a page of the agenda, by its id. */
export const opens =
  (_url: URL) =>
  (id: string): string =>
    staffPaths.appointment(id);

/** The id of the afspraak that is open beside this page. */
export const openedAt = (url: URL): string | undefined => url.searchParams.get('afspraak') ?? undefined;
