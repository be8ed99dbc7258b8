import { randomInt } from 'node:crypto';

/** No 0 and O, 1, I and L, and no U: what is read out over the phone is written down the same. */
const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A reference to say out loud, `K7M-4QF`. It opens nothing; the private link does. `below` draws a whole number under another. */
export function makeReference(below: (end: number) => number = randomInt): string {
  const word = () => Array.from({ length: 3 }, () => alphabet[below(alphabet.length)]).join('');
  return `${word()}-${word()}`;
}
