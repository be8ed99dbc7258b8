import { returnPath } from '#server/accounts/returnPath.ts';
import { type FormValues, typed } from '#ui/form.ts';
import { typedFormWord } from '#ui/formWord.ts';

/** The name, in forms and addresses, of where an act leads back to. */
export const backField = 'back';

/** What came of taking something back. */
export const undoneWords = [
  'ok',
  'changed',
  'time-taken',
  'same-time',
  'too-late',
  'not-found',
  'some',
] as const;

interface Said {
  /** Rows of the history that can be taken back. */
  undo?: readonly (number | null)[];
  undone?: (typeof undoneWords)[number];
}

const news = ['undo', 'done', 'undone', 'ill', typedFormWord];

/** Where an act was asked from: an address of ours for staff. Undefined when it was on the page of the act itself. */
export function backOf(values: FormValues | null | undefined, url: URL): string | undefined {
  const wish = (values && typed(values, backField)) || url.searchParams.get(backField);
  return wish ? withoutNews(returnPath(wish)) : undefined;
}

/**
 * Where a form of an act in place is shown again when it is refused: in the panel, or on the page of the afspraak. Undefined
 * for one that has a page of its own, and where nothing of the afspraak would be shown.
 */
export function placeOf(values: FormValues | null | undefined, url: URL): string | undefined {
  const back = values && typed(values, 'act') !== undefined ? backOf(values, url) : undefined;
  if (back === undefined) return undefined;
  const { pathname, searchParams } = new URL(back, 'http://x.invalid');
  return searchParams.has('appointment') || /\/afspraken\/[^/]+$/.test(pathname) ? back : undefined;
}

/** An address without what it says of something that was done before. */
export function withoutNews(path: string): string {
  const url = new URL(path, 'http://x.invalid');
  for (const name of news) url.searchParams.delete(name);
  return url.pathname + url.search;
}

/** An address with what the page there is to say was done. */
export function saying(path: string, { undo = [], undone }: Said): string {
  const url = new URL(path, 'http://x.invalid');
  const ids = undo.filter((id) => id !== null);
  if (ids.length > 0) url.searchParams.set('undo', ids.join(','));
  if (undone) url.searchParams.set('undone', undone);
  return url.pathname + url.search;
}

/** The rows of the history that an address or a form names. */
export const readIds = (text: string | null | undefined): number[] =>
  (text ?? '')
    .split(',')
    .filter((one) => /^\d{1,15}$/.test(one))
    .map(Number);
