import { storageKeys, tabStorage } from '#ui/storage.ts';

/**
 * Remembers, for this tab alone, which time is kept; `release-hold.ts` lets it go when somebody goes back. Where storage
 * is refused the time comes free by itself.
 */
const token = /\/afspraak\/([\w-]+)\//.exec(location.pathname)?.[1];
if (token) tabStorage.write(storageKeys.hold, token);
