import { normalisePhone } from '#server/booking/contact.ts';
import { foldName } from '#server/booking/foldName.ts';
import { readDate } from '#server/kernel/readDate.ts';
import { tidyContact } from '#server/kernel/schema.ts';
import { foldReference } from './foldReference.ts';

/** One thing that a question can mean. */
export type Meaning =
  /** `exact` is how it would be written, `folded` how it is compared. */
  | { kind: 'reference'; exact: string; folded: string }
  /** A part of a first name, as `foldName` writes names. */
  | { kind: 'name'; part: string }
  /** E.164. */
  | { kind: 'phone'; phone: string }
  /** The last digits of a number, four or more. */
  | { kind: 'phone-end'; digits: string }
  /** A whole address or a part of one, in small letters. */
  | { kind: 'email'; part: string }
  /** A date in Amsterdam. */
  | { kind: 'date'; date: string };

export type QueryProblem = 'empty' | 'too-short' | 'too-long' | 'unclear';

const longest = 100;
const shortest = 2;

/**
 * All that a question can mean: a reference, a first name, a phone number, an e-mail address, a date. Of a date only
 * that. `today` is the date in Amsterdam.
 */
export function readQuery(
  typed: string,
  today: string,
): { ok: true; meanings: Meaning[] } | { ok: false; error: QueryProblem } {
  // What is far too long is not even looked at.
  if (typed.length > 10 * longest) return { ok: false, error: 'too-long' };
  const text = tidyContact(typed.normalize('NFC'));
  if (text === '') return { ok: false, error: 'empty' };
  if (text.length > longest) return { ok: false, error: 'too-long' };
  // PostgreSQL cannot hold U+0000 or half a character, and nobody is called so.
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return { ok: false, error: 'unclear' };
  // Two letters are the begin of a name, not a weekday.
  const date = /^\p{L}{2}$/u.test(text) ? null : readDate(text, today);
  if (date !== null) return { ok: true, meanings: [{ kind: 'date', date }] };
  const meanings = [...asReference(text), ...asPhone(text), ...asWords(text)];
  if (meanings.length > 0) return { ok: true, meanings };
  const isShort = [...text].length < shortest || /^\d+$/.test(text);
  return { ok: false, error: isShort ? 'too-short' : 'unclear' };
}

function asReference(text: string): Meaning[] {
  const folded = foldReference(text);
  if (!/^[A-Z0-9]{6}$/.test(folded)) return [];
  const letters = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  return [{ kind: 'reference', exact: `${letters.slice(0, 3)}-${letters.slice(3)}`, folded }];
}

function asPhone(text: string): Meaning[] {
  if (!/^[+\d][\d\s()./-]*$|^\(\d[\d\s()./-]*$/.test(text)) return [];
  const phone = normalisePhone(text);
  if (phone !== null) return [{ kind: 'phone', phone }];
  const digits = text.replaceAll(/\D/g, '');
  return digits.length >= 4 && digits.length <= 15 ? [{ kind: 'phone-end', digits }] : [];
}

function asWords(text: string): Meaning[] {
  if (!/\p{L}/u.test(text)) return [];
  const words: Meaning[] = [];
  const part = foldName(text);
  if (!text.includes('@') && part.length >= shortest) words.push({ kind: 'name', part });
  if (!/\s/.test(text) && text.length >= 3) words.push({ kind: 'email', part: text.toLowerCase() });
  return words;
}
