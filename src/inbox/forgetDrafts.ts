import { siteStorage, storageKeys, tabStorage } from '#ui/storage.ts';
import { forgetRecent } from '../search/recent.ts';
import { forgetApp } from '../street/offline/forgetApp.ts';

/**
 * Forgets in every tab what staff typed and did not send, once one of them signed out on purpose. A tab that is closed
 * at that moment does it when it opens a page of the portal again. A session that merely ended clears nothing: whoever
 * signs in again finds their drafts. Browsers clear the storage of a tab by no header (`Clear-Site-Data`).
 */
export function watchSignOut(): void {
  if (isAfterSignOut()) {
    siteStorage.write(storageKeys.signedOut, String(Date.now()));
    for (const key of siteStorage.keys(storageKeys.staffDrafts)) siteStorage.write(key, null);
    forgetRecent();
    forgetApp().catch(() => {});
  }
  forgetWhenSignedOut();
  addEventListener('storage', ({ key }) => {
    if (key !== storageKeys.signedOut) return;
    forgetWhenSignedOut();
    // What stands on the page goes too, and is not kept anew.
    if (document.querySelector('.staff-door:not(:has([data-offline]))') === null) location.reload();
  });
}

/** Of signing out here by the address, of going on to sign out at the provider by the page. */
const isAfterSignOut = () =>
  new URLSearchParams(location.search).has('signed-out') ||
  document.querySelector('[data-session-over]') !== null;

function forgetWhenSignedOut(): void {
  const last = siteStorage.read(storageKeys.signedOut);
  if (last === null || tabStorage.read(storageKeys.signedOut) === last) return;
  for (const prefix of [storageKeys.staffDrafts, storageKeys.staffOutboxes]) {
    for (const key of tabStorage.keys(prefix)) tabStorage.write(key, null);
  }
  tabStorage.write(storageKeys.signedOut, last);
}
