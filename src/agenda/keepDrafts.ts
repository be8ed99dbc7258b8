/**
 * What somebody has open to write in goes over from the agenda on the page to the fresh one that takes its place, so that a
 * change by a colleague wipes no word: the part of the page (`data-draft`) stays as it is until it is closed or sent.
 */
export function keepDrafts(before: ParentNode, fresh: ParentNode): void {
  const draft = before.querySelector('[data-draft]:has(details[open])');
  if (draft) fresh.querySelector('[data-draft]')?.replaceWith(draft);
}
