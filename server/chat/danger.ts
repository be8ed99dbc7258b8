import en from './danger.en.json' with { type: 'json' };
import nl from './danger.nl.json' with { type: 'json' };

// Also runs in the browser, before a message is sent, so it imports only the lists.

/** For each position the words that match there; null matches any word. */
type Phrase = readonly (readonly string[] | null)[];
/** Phrases by their first word. */
type Phrases = ReadonlyMap<string, readonly Phrase[]>;

const lists = [nl, en];
const endings = ['', 'd', 'de', 'e', 'ed', 'en', 'es', 'ing', 's', 't', 'te'];
const between = ['', '? ', '? ? '];

/**
 * The lists are those of both languages together. Phrases stand in a line with commas between, written like
 * `klaar/moe met * leven`: a slash between words of which one is enough, an asterisk for up to two words in between,
 * `mishandel~` for a word with any of the usual endings. `same` has words that count as the one before them, in texts
 * and in phrases; those under the empty word say nothing and are left out. What stands in one of `sayings` is no alarm.
 */
const same = new Map(
  lists
    .flatMap((list) => Object.entries(list.same))
    .flatMap(([word, others]) => formsOf(others).map((other) => [other, word] as const)),
);
const alarms = phrasesOf(lists.flatMap((list) => list.alarms));
const sayings = phrasesOf(lists.flatMap((list) => list.sayings));

/** Those of a gemeente, by the list as it stands in the settings. */
const addedPhrases = new WeakMap<readonly string[], Phrases>();

/**
 * Whether something in a text points to danger: suicide, self-harm, violence, being held, running away. `added` are words
 * and phrases of the gemeente, which come on top of the lists and are never a mere saying.
 */
export function pointsToDanger(text: string, added: readonly string[] = []): boolean {
  const words = wordsOf(text);
  if (added.length > 0 && words.some((_, at) => findAt(phrasesAdded(added), words, at))) return true;
  const hasAlarm = () => words.some((_, at) => findAt(alarms, words, at));
  if (!hasAlarm()) return false;
  words.forEach((_, at) => {
    const saying = findAt(sayings, words, at);
    if (saying) words.fill('', at, at + saying.length);
  });
  return hasAlarm();
}

function phrasesAdded(added: readonly string[]): Phrases {
  const known = addedPhrases.get(added);
  if (known) return known;
  const phrases = new Map<string, Phrase[]>();
  for (const line of added) {
    const phrase = wordsOf(line).map((word) => [word]);
    const [first] = phrase.flat();
    if (first !== undefined) phrases.set(first, [...(phrases.get(first) ?? []), phrase]);
  }
  addedPhrases.set(added, phrases);
  return phrases;
}

function findAt(phrases: Phrases, words: readonly string[], at: number): Phrase | undefined {
  return phrases
    .get(words[at] ?? '')
    ?.find((phrase) => phrase.every((slot, index) => slot?.includes(words[at + index] ?? '') ?? true));
}

/** The words of a text without case, accents, apostrophes, what cannot be seen, and letters drawn out (`doooood`). */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFD')
    .replaceAll(/[\p{M}\p{Cf}'’‘`´]+/gu, '')
    .toLowerCase()
    .replaceAll(/(.)\1\1+/g, '$1$1')
    .replaceAll(/\b(me|mij|my)\W+(zelf|self)\b/g, 'mezelf');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => same.get(word) ?? word).filter(Boolean);
}

/** All words of one place in a phrase. */
function formsOf(slot: string): string[] {
  return slot
    .split('/')
    .flatMap((word) => (word.endsWith('~') ? endings.map((ending) => word.replace('~', ending)) : word));
}

function phrasesOf(lines: readonly string[]): Phrases {
  const phrases = new Map<string, Phrase[]>();
  const written = lines
    .flatMap((line) => line.split(', '))
    .flatMap((one) => between.map((any) => one.replace('* ', any)));
  for (const one of new Set(written)) {
    const phrase = one.split(' ').map((slot) => (slot === '?' ? null : formsOf(slot).flatMap(wordsOf)));
    for (const word of phrase[0] ?? []) phrases.set(word, [...(phrases.get(word) ?? []), phrase]);
  }
  return phrases;
}
