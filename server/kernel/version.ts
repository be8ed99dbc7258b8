// Optimistic locking. A page shows a row, or a set of rows, at a version: a whole number that grows with each change. Its form
// sends that number along, and a verb changes only what still has it. Otherwise it answers `changed`. Runs in a browser too.

/** The hidden field of a form that says which version its page showed; `src/ui/Version.astro` draws it. */
export const versionField = 'version';

/** What a form without a version says: nothing has this one, so all was changed meanwhile. */
const noVersion = -1;

/** A version as a form sends it. */
export const versionPattern = /^\d{1,9}$/;

/** The version that was sent. */
export const readVersion = (sent: unknown): number =>
  typeof sent === 'string' && versionPattern.test(sent) ? Number(sent) : noVersion;

/** It is not any more as it was on the page, which reads how it is now. */
export interface Changed {
  ok: false;
  error: 'changed';
}

/** It is not any more as it was on the page: `now` is how it is, with the version to pass next time. */
export interface ChangedTo<Now extends { version: number }> extends Changed {
  now: Now;
}
