import anyAscii from 'any-ascii';

/** What one writes and another leaves out: O'Neill and O’Neill, Jean-Luc and Jean Luc. */
const between = /[\s'"`.,-]/g;

/**
 * A name in the one form in which names are compared: in Latin letters, without accents, capitals and what stands
 * between its parts, so `Łukasz` is `lukasz` and أحمد the same as احمد. Kept beside the name in `name_folded`, which
 * is searched: `foldMissing` has to do all rows again when this changes.
 */
export function foldName(name: string): string {
  const bare = name.normalize('NFKD').replaceAll(/[\p{M}\p{Cc}]/gu, '');
  return anyAscii(bare).toLowerCase().replaceAll(between, '');
}
