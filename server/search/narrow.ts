import { foldText } from '#db/schema/foldText.ts';
import type { Roster } from '#server/roster/types.ts';
import { canHaveTypo, oneTypo } from './oneTypo.ts';
import type { Word } from './readQuery.ts';

/** What a word can say of an afspraak beside whose it is. */
export interface Narrowing {
  /** Ids of topics. */
  topics: string[];
  /** Ids of casemanagers. */
  casemanagers: string[];
}

/**
 * The topics and casemanagers that a word names: as the begin of one of their words, for topics with one error in it too.
 * They narrow what is found by a name, so that "rachid schulden" finds Rachid.
 */
export function narrowing(roster: Pick<Roster, 'topics' | 'casemanagers'>, { parts, name }: Word): Narrowing {
  const [part] = parts;
  if (part === undefined || parts.length > 1) return { topics: [], casemanagers: [] };
  const begins = (label: string) => wordsIn(label).some((word) => word.startsWith(part));
  return {
    topics: topicsThat(roster, begins, canHaveTypo(name) ? oneTypo(name).map(asExpression) : []),
    casemanagers: roster.casemanagers
      .filter(({ firstName, lastName }) => begins(`${firstName} ${lastName}`))
      .map(({ id }) => id),
  };
}

/** Those that the word begins, or else those that it begins with one error in it. */
function topicsThat(
  { topics }: Pick<Roster, 'topics'>,
  begins: (label: string) => boolean,
  typos: readonly RegExp[],
): string[] {
  const idsOf = (fits: (label: string) => boolean) =>
    topics.filter(({ label }) => fits(label.nl) || fits(label.en)).map(({ id }) => id);
  const named = idsOf(begins);
  if (named.length > 0) return named;
  return idsOf((label) => wordsIn(label).some((word) => typos.some((typo) => typo.test(word))));
}

const wordsIn = (label: string): string[] => foldText(label).match(/[a-z0-9]+/g) ?? [];

/** A pattern of LIKE that has no signs of an expression in it. */
const asExpression = (pattern: string) =>
  new RegExp(`^${pattern.replaceAll('_', '.').replaceAll('%', '.*')}$`);
