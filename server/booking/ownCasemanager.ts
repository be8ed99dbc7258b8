import type { FieldError } from '#server/kernel/fieldError.ts';
import { looksLikeToken, type Tokens } from '#server/kernel/tokens.ts';
import type { Casemanager, Roster } from '#server/roster/types.ts';
import type { Invalid } from './types.ts';

/**
 * The word that names a casemanager to somebody who had an afspraak with them: 32 characters that tell nothing and
 * open nothing. A jongere gets it by their private link only, since a typed name or address would tell anybody who
 * talks with whom.
 */
export function ownCasemanagerWord({ tokens }: { tokens: Tokens }, casemanagerId: string): string {
  return tokens.make('own-casemanager', casemanagerId, 1);
}

/** The casemanager that the word names, if they still work here; undefined otherwise. */
export function findOwnCasemanager(
  ctx: { tokens: Tokens },
  { casemanagers }: Pick<Roster, 'casemanagers'>,
  word: string,
): Casemanager | undefined {
  if (!looksLikeToken(word)) return undefined;
  return casemanagers.find(({ id }) => ownCasemanagerWord(ctx, id) === word);
}

/** The only casemanager allowed by the input of a verb; undefined when the input names none. */
export function resolveOnly(
  ctx: { tokens: Tokens },
  roster: Pick<Roster, 'casemanagers'>,
  word: string | undefined,
): { ok: true; only: string | undefined } | Invalid {
  if (word === undefined) return { ok: true, only: undefined };
  const errors: FieldError[] = [{ field: 'casemanager', message: 'casemanager-unknown' }];
  const found = findOwnCasemanager(ctx, roster, word);
  return found ? { ok: true, only: found.id } : { ok: false, error: 'invalid', errors };
}
