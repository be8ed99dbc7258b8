/** Shorter words have too many that differ from them in one letter. */
const shortest = 4;
/** A longer word has few that look like it, and each letter of it is looked for in four ways. */
const longest = 20;
const letters = [...'abcdefghijklmnopqrstuvwxyz'];

/** Whether a word, as `foldName` writes it, is one in which an error is looked for. */
export const canHaveTypo = (word: string): boolean =>
  word.length >= shortest && word.length <= longest && /^[a-z]+$/.test(word);

/**
 * Patterns for LIKE of all words that begin as this one does when one error in it is mended: a letter that is wrong, missing
 * or too much, or two that changed places. The index of trigrams serves each, so no list of words has to be kept.
 * `word` is in letters from a to z.
 */
export function oneTypo(word: string): string[] {
  const patterns = new Set<string>();
  for (let at = 0; at < word.length; at++) {
    const before = word.slice(0, at);
    const [letter = '', next = ''] = word.slice(at);
    const after = word.slice(at + 1);
    patterns.add(`${before}_${after}%`);
    patterns.add(`${before}_${letter}${after}%`);
    if (word.length > shortest) patterns.add(`${before}${after}%`);
    if (next !== '' && next !== letter) patterns.add(`${before}${next}${letter}${word.slice(at + 2)}%`);
  }
  return [...patterns].flatMap(inLetters);
}

/** Without three letters in a row the index knows of a pattern but its begin, and every Mohammed is looked at for `mo_d%`. */
const inLetters = (pattern: string): string[] =>
  /[a-z]{3}/.test(pattern) ? [pattern] : letters.map((letter) => pattern.replace('_', letter));
