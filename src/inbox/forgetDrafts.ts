import { draftPrefix } from './draft.ts';
import { unsentPrefix } from './keeper.ts';

/** Of the last sign-out in this browser, for every tab; and of the last one that this tab cleared up after. */
const signedOutKey = 'doorstart-uitgelogd';

/**
 * Forgets in every tab what staff typed and did not send, once one of them signed out on purpose. A tab that is closed
 * at that moment does it when it opens a page of the portal again. A session that merely ended clears nothing: whoever
 * signs in again finds their drafts. Browsers clear the storage of a tab by no header (`Clear-Site-Data`).
 */
export function watchSignOut(): void {
  try {
    if (new URLSearchParams(location.search).has('uitgelogd')) {
      localStorage.setItem(signedOutKey, String(Date.now()));
    }
    forgetWhenSignedOut();
    addEventListener('storage', ({ key }) => {
      if (key === signedOutKey) forgetWhenSignedOut();
    });
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function forgetWhenSignedOut(): void {
  const last = localStorage.getItem(signedOutKey);
  if (last === null || sessionStorage.getItem(signedOutKey) === last) return;
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(draftPrefix) || key.startsWith(unsentPrefix)) sessionStorage.removeItem(key);
  }
  sessionStorage.setItem(signedOutKey, last);
}
