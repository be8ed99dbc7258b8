/** Remembers, for this tab alone, which time is kept; `release-hold.ts` lets it go when somebody goes back. */
const token = /\/afspraak\/([\w-]+)\//.exec(location.pathname)?.[1];
try {
  if (token) sessionStorage.setItem('doorstart-hold', token);
} catch {
  // A browser may keep nothing for us. Then the time comes free by itself.
}
