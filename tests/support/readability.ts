/** A sentence with what makes it hard to read. */
export interface Sentence {
  text: string;
  words: number;
  /** Words of more than `longWord` letters. */
  long: readonly string[];
}

const longWord = 14;

/** After these a full stop ends no sentence. */
const abbreviations = new Set([
  'art.',
  'bijv.',
  'bv.',
  'ca.',
  'dr.',
  'e.d.',
  'etc.',
  'm.b.t.',
  'mr.',
  'nr.',
  'o.a.',
]);
const abbreviated = (word: string) =>
  abbreviations.has(word.toLowerCase()) || /^\(?(\p{L}\.){2,}$/u.test(word) || /^\p{Lu}\.$/u.test(word);

/**
 * The sentences of a text as a reader meets them: without `**` and addresses of links, an enumeration line by line.
 * A full stop in a number, an address or an abbreviation ends nothing; nor does the number of an item in a list.
 */
export function sentencesOf(text: string): Sentence[] {
  return shown(text)
    .split(/\n+/)
    .flatMap(splitLine)
    .map((sentence) => {
      const words = wordsOf(sentence);
      return { text: sentence, words: words.length, long: words.filter((word) => letters(word) > longWord) };
    })
    .filter(({ words }) => words > 0);
}

/** The higher, the harder: a long word weighs as three. */
export const difficulty = ({ words, long }: Sentence): number => words + 2 * long.length;

const shown = (text: string) => text.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('**', '');

function splitLine(line: string): string[] {
  const sentences: string[] = [];
  let sentence: string[] = [];
  for (const token of line.trim().split(/\s+/)) {
    const item = sentence.length === 0 && /^\d+\.$/.test(token);
    sentence.push(token);
    if (item || abbreviated(token) || !/[.?!…]["'’”)]*$/.test(token)) continue;
    sentences.push(sentence.join(' '));
    sentence = [];
  }
  return [...sentences, sentence.join(' ')];
}

/** A phone number in groups is read as one word; a dash or a bullet is none. */
function wordsOf(sentence: string): string[] {
  return sentence
    .replaceAll(/\(?\d[\d()-]*(?: [\d()-]+)+/g, (number) => number.replaceAll(' ', ''))
    .split(/\s+/)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** Of the longest part: parts with a dash between them are read one by one. */
const letters = (word: string) =>
  Math.max(...word.split('-').map((part) => part.replaceAll(/[^\p{L}]/gu, '').length));

/** All texts in a file of content with their keys, without what nobody reads. */
export function textsIn(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    ['kind', 'tone', 'href', 'illustration', 'id'].includes(key)
      ? []
      : textsIn(inner, path === '' ? key : `${path}/${key}`),
  );
}
