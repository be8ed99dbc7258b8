import { siteStorage, storageKeys } from '#ui/storage.ts';

// Which afspraken somebody looked at last, as ids alone: what they are is asked anew each time, so that nothing of a jongere
// is kept in a browser, and who is wiped or moved to another team is gone here too. Signing out forgets it.

const most = 6;
const id = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/;
const keyOf = (who: string) => `${storageKeys.recent}${who}`;

/** The ids, the last one first, with a space between. */
export const recentOf = (who: string | undefined): string =>
  who === undefined ? '' : (siteStorage.read(keyOf(who)) ?? '');

/** Puts the afspraak of the page, or the one that is open beside it, in front. */
export function rememberPage(who: string | undefined): void {
  const { pathname, search } = location;
  const [own] = pathname.includes('/afspraken/') ? (id.exec(pathname) ?? []) : [];
  const [beside] = id.exec(new URLSearchParams(search).get('appointment') ?? '') ?? [];
  const seen = beside ?? own;
  if (who === undefined || seen === undefined) return;
  const before = recentOf(who)
    .split(' ')
    .filter((one) => one !== '' && one !== seen);
  siteStorage.write(keyOf(who), [seen, ...before].slice(0, most).join(' '));
}

/** Of everybody who used this browser. */
export function forgetRecent(): void {
  for (const key of siteStorage.keys(storageKeys.recent)) siteStorage.write(key, null);
}
