import { foldText } from '#db/schema/foldText.ts';
import { normalisePhone } from '#server/booking/contact.ts';
import { foldName } from '#server/booking/foldName.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { tidyContact } from '#server/kernel/schema.ts';
import { foldReference } from './foldReference.ts';

/** One word of a question, in the forms in which things are compared. */
export interface Word {
  /** In small letters. */
  typed: string;
  /** As `foldName` writes names. */
  name: string;
  /** As `foldText` writes texts: its parts of letters and digits. Empty for a word in another script. */
  parts: string[];
  /** Set where it is nothing but four digits or more. */
  digits: string | null;
}

/** All that a question can mean. */
export interface Query {
  /** Each must be met. */
  words: Word[];
  /** `exact` is how it would be written, `folded` how it is compared. */
  reference: { exact: string; folded: string } | null;
  /** A whole number in E.164, or the digits that one ends in or, after a 0, begins with. */
  phone: { whole: string } | { digits: string } | null;
  /** A date in Amsterdam; what it could mean besides is then left alone. */
  date: string | null;
}

export type QueryProblem = 'empty' | 'too-short' | 'too-long' | 'unclear';

const longest = 100;
const shortest = 2;
const mostWords = 8;

/**
 * What a question can mean: words of a name and what goes with it, a reference, a phone number, an e-mail address, a
 * date. `today` is the date in Amsterdam.
 */
export function readQuery(
  typed: string,
  today: string,
): { ok: true; query: Query } | { ok: false; error: QueryProblem } {
  // What is far too long is not even looked at.
  if (typed.length > 10 * longest) return { ok: false, error: 'too-long' };
  const text = tidyContact(typed.normalize('NFC').replaceAll(/\s+/g, ' '));
  if (text === '') return { ok: false, error: 'empty' };
  if (text.length > longest) return { ok: false, error: 'too-long' };
  // PostgreSQL cannot hold U+0000 or half a character, and nobody is called so.
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return { ok: false, error: 'unclear' };
  // Two letters are the begin of a name, not a weekday.
  const date = /^\p{L}{2}$/u.test(text) ? null : readDate(text, today);
  if (date !== null) return { ok: true, query: { words: [], reference: null, phone: null, date } };
  const query = { words: wordsOf(text), reference: asReference(text), phone: asPhone(text), date };
  const isFound = query.reference !== null || query.phone !== null || query.words.some(isEnough);
  if (isFound) return { ok: true, query };
  const isShort = [...text].length < shortest || /^\d+$/.test(text);
  return { ok: false, error: isShort ? 'too-short' : 'unclear' };
}

/** A letter more or less narrows what was found by another word, but finds nothing by itself; nor do a few digits. */
export const isEnough = ({ name, digits }: Word): boolean =>
  digits !== null || (name.length >= shortest && !/^\d+$/.test(name));

function wordsOf(text: string): Word[] {
  return text
    .split(' ')
    .filter((typed) => /[\p{L}\p{N}]/u.test(typed))
    .slice(0, mostWords)
    .map((typed) => ({
      typed: typed.toLowerCase(),
      name: foldName(typed),
      parts: partsOf(typed),
      digits: /^\d{4,15}$/.test(typed) ? typed : null,
    }))
    .filter(({ name }) => name !== '');
}

/** None where a part is in letters that texts are not folded to. */
function partsOf(typed: string): string[] {
  const parts =
    foldText(typed)
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return parts.every((part) => /^[a-z0-9]+$/.test(part)) ? parts : [];
}

function asReference(text: string): Query['reference'] {
  const folded = foldReference(text);
  if (!/^[A-Z0-9]{6}$/.test(folded)) return null;
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return { exact: `${letters.slice(0, 3)}-${letters.slice(3)}`, folded };
}

function asPhone(text: string): Query['phone'] {
  if (!/^[+\d][\d\s()./-]*$|^\(\d[\d\s()./-]*$/.test(text)) return null;
  const phone = normalisePhone(text);
  if (phone !== null) return { whole: phone };
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 4 && digits.length <= 15 ? { digits } : null;
}
