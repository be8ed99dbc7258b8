import { z } from 'zod';
import { versionPattern } from './version.ts';

// What people type, or paste from elsewhere: texts in which something can be seen, and mail addresses. And what forms carry.

/**
 * Signs of which nothing is seen when they stand alone: white space, controls, what joins letters or marks their
 * direction (\p{Cf}), what Unicode says to leave out when drawing (the fillers of hangul, tags, variation selectors),
 * marks that need a letter under them, and letters that are blank.
 */
const seen =
  /[^\s\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}\p{M}\u2800\ufffc\u{1d159}\u{13441}\u{13442}]/u;

/** Whether a text has anything in it that can be seen. */
export const isVisible = (text: string): boolean => seen.test(text);

/** Controls, half characters, and what turns the direction of all that follows it. */
const noText = /(?![\t\n])[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
/** Nobody types these; they come along with a name that is copied. */
const turning = /[\u202a-\u202e\u2066-\u2069]/gu;
/** At the begin or end of a line these do nothing. */
const edges =
  /^[\s\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\uffa0]+|[\s\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164\ufeff\uffa0]+$/gu;

const tidyLine = (text: string): string =>
  text.replaceAll(turning, '').replaceAll(/\s+/g, ' ').replaceAll(edges, '').normalize('NFC');

/** Lines as they were written. Chat keeps them to the letter, so nothing but white space goes. */
const tidyLines = (text: string): string => text.replaceAll('\r\n', '\n').trim();

/** What is said about a text; each a key of texts, or a sentence for who writes a setup file. */
interface Words {
  required: string;
  tooLong: string;
  notAllowed: string;
}

interface TextOptions {
  /** Characters at most, counted as people count them: code points. */
  most: number;
  /** A name is one line. */
  lines: 'one' | 'many';
  words: Words;
  /** What is said about something else than a text; unless given, that it is required. */
  given?: z.ZodString;
}

/** A text that may be empty; one in which nothing can be seen is. */
export function anyText({ most, lines, words, given = z.string({ error: words.required }) }: TextOptions) {
  const tidy = (text: string) => {
    const tidied = lines === 'one' ? tidyLine(text) : tidyLines(text);
    return isVisible(tidied) || noText.test(tidied) ? tidied : '';
  };
  return (
    given
      // Enough for whatever is taken away; more is not even looked at.
      .max(4 * most + 1000, { error: words.tooLong })
      .transform(tidy)
      .refine((text) => [...text].length <= most, { error: words.tooLong })
      .refine((text) => !noText.test(text), { error: words.notAllowed })
  );
}

/** A text in which something can be seen. Everything that must not be empty is made by this. */
export function visibleText(options: TextOptions) {
  const { required } = options.words;
  return anyText(options).refine((text) => text !== '', { error: required });
}

/** A text that may be left out; one in which nothing can be seen is. */
export const optionalText = (options: TextOptions) =>
  anyText(options)
    .transform((text) => (text === '' ? undefined : text))
    .optional();

/** What nobody sees, and the white space that keeps words on one line in a page or a letter. */
const hidden = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u00a0\u2007\u202f]/gu;

/** A number or an address as it was meant: without what nobody sees, also inside. */
export const tidyContact = (text: string): string => text.replaceAll(hidden, '').trim();

/** RFC 5322 3.2.3: what a part before the @ may be made of. */
const atom = "[a-z0-9!#$%&'*+/=?^_`{|}~-]+";
/** RFC 1035 2.3.4: a label has 63 characters at most. The last one has a letter: no number is a domain. */
const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const address = new RegExp(`^${atom}(?:\\.${atom})*@(?:${label}\\.)+(?=[a-z0-9-]*[a-z])(?!-)${label}$`);

/**
 * A mail address that the post takes: RFC 5321 4.5.3.1 allows 64 characters before the @, and 254 in all.
 * Neither "quoted parts" nor addresses of machines ([127.0.0.1]) are people's.
 */
const isAddress = (text: string): boolean =>
  text.length <= 254 && text.lastIndexOf('@') <= 64 && address.test(text);

/** `MÜNCHEN.de` in the form in which mail finds it, `xn--mnchen-3ya.de`; as it stands when it is no domain. */
function inAscii(text: string): string {
  const at = text.lastIndexOf('@');
  const domain = text.slice(at + 1);
  if (!/^[\p{L}\p{M}\p{N}.\-。．｡]{1,254}$/u.test(domain) || !/[^\x20-\x7e]/.test(domain)) return text;
  return text.slice(0, at + 1) + (URL.parse(`http://${domain}/`)?.hostname ?? domain);
}

/** A mail address in small letters, its domain in ASCII. `words` say that there is none, and that it is no address. */
export function mailSchema({ required, invalid }: { required: string; invalid: string }) {
  return z
    .string({ error: required })
    .max(1000, { error: invalid })
    .transform((text) => inAscii(tidyContact(text).toLowerCase()))
    .refine((text) => text !== '', { error: required })
    .refine((text) => text === '' || isAddress(text), { error: invalid });
}

/** The version in a form (`version.ts`) that could change what nobody looked at without it. */
export const versionSchema = z
  .string({ error: 'form-broken' })
  .regex(versionPattern, { error: 'form-broken' })
  .transform(Number);
