import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Query } from './readQuery.ts';

/** The index is one of trigrams: fewer letters find nothing in it. */
const trigram = 3;

/**
 * That a folded text has a word in it that begins so. `part` is of letters and digits, as `foldText` writes them. From three
 * signs on the index of the text serves it.
 */
export const beginsWord = (folded: SQLWrapper, part: string): SQL =>
  sql`${folded} ~ ${String.raw`\m${part}`}`;

/**
 * The words of a question as they can stand in a text; `enough` are those that an index can look for. Null where there is
 * none, or where a word is in letters that texts are not folded to.
 */
export function wordsOfText({ words }: Query): { all: string[]; enough: string[] } | null {
  if (words.some(({ parts }) => parts.length === 0)) return null;
  const all = words.flatMap(({ parts }) => parts);
  const enough = all.filter((part) => part.length >= trigram);
  return enough.length === 0 ? null : { all, enough };
}
