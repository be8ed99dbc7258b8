import { foldName } from '#server/booking/foldName.ts';
import { infixes } from './infixes.ts';

// Names of persons, compared as people do who know that one writes "Vries, A. de" and another "Anna de Vries". Pure.

/** The parts of a name, as they are kept; empty for what is not said. */
export interface NameParts {
  firstName: string;
  infix: string;
  lastName: string;
}

/** A name as people write it; empty when nothing of it is kept. */
export const fullName = (name: { [Part in keyof NameParts]?: string | null | undefined }): string =>
  [name.firstName, name.infix, name.lastName].filter(Boolean).join(' ');

/**
 * The parts of a name that stands in one cell: `Vries, Anna de`, `de Vries, A.`, `Anna de Vries`, `A.B. van der Berg-de Wit`. Without a
 * comma and without an infix the last word is the surname. Null for a name of one word, of which nobody knows what it is.
 */
export function splitName(text: string): NameParts | null {
  const [before = '', behind, ...more] = text.split(',').map((part) => part.trim().replaceAll(/\s+/g, ' '));
  if (more.length > 0) return null;
  if (behind !== undefined) {
    const own = withInfixFirst(before.split(' '));
    const first = withInfixLast(behind.split(' '));
    const infix = [first.infix, own.infix].filter(Boolean).join(' ');
    return own.rest === '' || first.rest === '' ? null : { firstName: first.rest, infix, lastName: own.rest };
  }
  const words = before.split(' ').filter(Boolean);
  const [firstWord = '', ...others] = words;
  if (others.length === 0) return null;
  // Where the first infix stands the surname begins. A first name is never one, as Ben would be.
  const at = others.findIndex(
    (_, index) => infixFrom(others, index) > 0 && index + infixFrom(others, index) < others.length,
  );
  const from = at < 0 ? others.length - 1 : at;
  const last = withInfixFirst(others.slice(from));
  if (last.rest === '') return null;
  return {
    firstName: [firstWord, ...others.slice(0, from)].join(' '),
    infix: last.infix,
    lastName: last.rest,
  };
}

/** How many words from a place on are an infix: the most that are one. */
function infixFrom(words: readonly string[], from: number): number {
  for (const count of [3, 2, 1])
    if (from + count <= words.length && isInfix(words.slice(from, from + count).join(' '))) return count;
  return 0;
}

const isInfix = (text: string): boolean => infixes.has(text.toLowerCase());

/** An infix before a surname, as far as something is left of it. */
function withInfixFirst(words: readonly string[]): { infix: string; rest: string } {
  const count = infixFrom(words, 0);
  if (count === 0 || count >= words.length) return { infix: '', rest: words.join(' ') };
  return { infix: words.slice(0, count).join(' '), rest: words.slice(count).join(' ') };
}

/** An infix behind a first name. */
function withInfixLast(words: readonly string[]): { infix: string; rest: string } {
  for (const count of [3, 2, 1]) {
    const infix = words.slice(-count).join(' ');
    if (count < words.length && isInfix(infix)) return { infix, rest: words.slice(0, -count).join(' ') };
  }
  return { infix: '', rest: words.join(' ') };
}

/** A name as it is compared: folded, its infix apart, its surname in the parts of which it may be used alone. */
export interface ComparedName {
  /** `anna`; empty where there are only initials. */
  first: string;
  /** Of each first name: `annamaria` and `anna maria` are the same as `first`, and these tell `Anna` from it. */
  firsts: readonly string[];
  initials: string;
  infix: string;
  last: string;
  /** Of a double surname each one: `Jansen-de Vries` is `jansen` and `vries`. */
  lasts: readonly string[];
}

/** Whether a first name is only initials: one letter, or letters with points, or capitals without a vowel between them. */
const isInitials = (text: string): boolean =>
  /^\p{L}$/u.test(text) ||
  /^(?:\p{L}{1,2}\.[\s-]*)+\p{L}?\.?$/u.test(text) ||
  /^(?:\p{Lu} )+\p{Lu}$/u.test(text);

const made = new WeakMap<NameParts, ComparedName>();

/** A name in the form in which it is compared; made once for each object, as a list compares each many times. */
export function comparedName(name: NameParts): ComparedName {
  const compared = made.get(name) ?? makeCompared(name);
  made.set(name, compared);
  return compared;
}

function makeCompared({ firstName, infix, lastName }: NameParts): ComparedName {
  const words = firstName
    .trim()
    .split(/[\s-]+/)
    .filter(Boolean);
  const onlyInitials = isInitials(firstName.trim());
  const letters = onlyInitials
    ? [...firstName.replaceAll(/[\s.-]/g, '')]
    : words.map((word) => [...word][0] ?? '');
  const own = withInfixFirst(lastName.trim().split(/\s+/));
  const parts = own.rest.split(/[-–—/]|\s+/).map((part) => part.trim());
  return {
    first: onlyInitials ? '' : foldName(firstName),
    firsts: onlyInitials ? [] : words.map(foldName).filter(Boolean),
    initials: foldName(letters.join('')),
    infix: foldName([infix, own.infix].filter(Boolean).join(' ')),
    last: foldName(own.rest),
    lasts: parts
      .filter((part) => part !== '' && !isInfix(part))
      .map(foldName)
      .filter(Boolean),
  };
}

/** How two first names stand to each other, the closest first. */
export type FirstNames = 'equal' | 'part' | 'initial' | 'alike' | 'different';
/** `infix`: the same but for what stands before it. `part`: one of a double surname. */
export type LastNames = 'equal' | 'infix' | 'part' | 'alike' | 'different';

/** Compares two first names; symmetric. */
export function compareFirst(a: ComparedName, b: ComparedName): FirstNames {
  if (a.first === '' || b.first === '') {
    const [short, long] =
      a.initials.length <= b.initials.length ? [a.initials, b.initials] : [b.initials, a.initials];
    return short !== '' && long.startsWith(short) ? 'initial' : 'different';
  }
  if (a.first === b.first) return 'equal';
  // Anna and Anna Maria, in whichever order they were given.
  if (a.firsts.some((one) => one.length > 1 && b.firsts.includes(one))) return 'part';
  return isAlike(a.first, b.first) ? 'alike' : 'different';
}

/** Compares two surnames; symmetric. */
export function compareLast(a: ComparedName, b: ComparedName): LastNames {
  if (a.last === b.last) return a.infix === b.infix ? 'equal' : 'infix';
  // Written together or apart: van den Berg and Vandenberg.
  if (a.infix + a.last === b.infix + b.last) return 'infix';
  if (a.lasts.some((one) => one.length > 1 && b.lasts.includes(one))) return 'part';
  return isAlike(a.last, b.last) ? 'alike' : 'different';
}

/** Whether one error in typing is between two folded names: a letter wrong, missing or too much, or two that changed places. */
export function isAlike(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < 3 || Math.abs(a.length - b.length) > 1) return false;
  let begin = 0;
  while (begin < a.length && a[begin] === b[begin]) begin++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - begin && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [restA, restB] = [a.slice(begin, a.length - end), b.slice(begin, b.length - end)];
  if (restA.length <= 1 && restB.length <= 1) return true;
  return restA.length === 2 && restB.length === 2 && restA[0] === restB[1] && restA[1] === restB[0];
}
