import {
  type ComparedName,
  comparedName,
  compareFirst,
  compareLast,
  type FirstNames,
  type LastNames,
  type NameParts,
} from './names.ts';

// Whether who is named is somebody who is known. Nobody is merged by this: a doubt is a question to a person. Pure.

/** Who is compared: somebody of a row, or somebody who is known. */
export interface Named extends NameParts {
  /** ISO; null where it is not said. */
  birthDate: string | null;
  /** Under which number at which school, by its id; several of who changed schools. */
  enrolments: readonly { school: string; pupilNumber: string }[];
}

export interface Known extends Named {
  id: string;
}

/** Why somebody may be the one, or may not: words of the system, in the order of how much they say. */
export const matchReasons = [
  'same-number',
  'number-of-other-name',
  'number-of-other-birth-date',
  'number-with-zeros',
  'same-name-and-birth-date',
  'same-name',
  'other-infix',
  'double-surname',
  'initial',
  'first-name-part',
  'typo',
  'twin-or-other-first-name',
  'birth-date-swapped',
  'other-birth-date',
  'no-birth-date',
  'several',
] as const;
export type MatchReason = (typeof matchReasons)[number];

export interface Candidate {
  id: string;
  reasons: readonly MatchReason[];
}

export type Verdict =
  | { verdict: 'known'; id: string; reasons: readonly MatchReason[] }
  /** The likeliest first; never empty. */
  | { verdict: 'maybe'; candidates: readonly Candidate[] }
  | { verdict: 'new' };

export interface Compared extends Candidate {
  sure: boolean;
  points: number;
}

/**
 * Who of some candidates somebody is: `known` when number and school are theirs and nothing speaks against it, or whole first name, surname
 * and date of birth are, and no other could be it just as well. The order of the candidates changes nothing.
 */
export function matchPerson(person: Named, candidates: readonly Known[]): Verdict {
  const all = candidates
    .flatMap((known) => compareTo(person, known) ?? [])
    .toSorted((a, b) => b.points - a.points || (a.id < b.id ? -1 : 1));
  const [best, ...others] = all;
  if (!best) return { verdict: 'new' };
  const rivals = others.filter(
    ({ sure, reasons }) => sure || reasons.some((reason) => rivalling.has(reason)),
  );
  if (best.sure && rivals.length === 0) return { verdict: 'known', id: best.id, reasons: best.reasons };
  const several = best.sure ? new Set([best.id, ...rivals.map(({ id }) => id)]) : new Set<string>();
  return {
    verdict: 'maybe',
    candidates: all.map(({ id, reasons }) => ({
      id,
      reasons: several.has(id) ? [...reasons, 'several'] : reasons,
    })),
  };
}

/** What makes another candidate a rival of one who is sure: theirs is the number, or the name would be theirs if it were written out. */
const rivalling: ReadonlySet<MatchReason> = new Set([
  'same-number',
  'number-of-other-name',
  'number-of-other-birth-date',
  'initial',
  'first-name-part',
]);

const firstReason: Readonly<Partial<Record<FirstNames, MatchReason>>> = {
  part: 'first-name-part',
  initial: 'initial',
  alike: 'typo',
  different: 'twin-or-other-first-name',
};
const lastReason: Readonly<Partial<Record<LastNames, MatchReason>>> = {
  infix: 'other-infix',
  part: 'double-surname',
  alike: 'typo',
};

/** How somebody stands to somebody known; null for two different persons. `sure`: without a doubt, were there no other. */
export function compareTo(person: Named, known: Known): Compared | null {
  const [a, b] = [comparedName(person), comparedName(known)];
  const number = compareNumbers(person, known);
  const last = compareLast(a, b);
  // Most who have a date of birth or a letter in common have nothing else.
  if (number === null && last === 'different') return null;
  const first = compareFirst(a, b);
  const born = compareBirth(person.birthDate, known.birthDate);
  if (number === 'same') return byNumber(known.id, { first, last, born, a, b });
  const reasons: MatchReason[] = number === 'zeros' ? ['number-with-zeros'] : [];
  const likely = byName({ first, last, born });
  // A number that differs by zeros alone says nothing of somebody with quite another name and date.
  if (likely === null) return null;
  return {
    id: known.id,
    ...likely,
    reasons: [...reasons, ...likely.reasons],
    points: likely.points + 10 * reasons.length,
  };
}

interface Parts {
  first: FirstNames;
  last: LastNames;
  born: 'same' | 'swapped' | 'other' | 'unknown';
}

/** A number is somebody's, unless the name or the date of birth is quite another: then the school gave it to somebody else since. */
function byNumber(
  id: string,
  { first, last, born, a, b }: Parts & { a: ComparedName; b: ComparedName },
): Compared {
  const isOtherName = last === 'different' ? !sharesAll(a, b) : first === 'different';
  const reasons: MatchReason[] = ['same-number'];
  if (isOtherName) reasons.push('number-of-other-name');
  if (born === 'other' || born === 'swapped') reasons.push('number-of-other-birth-date');
  const sure = reasons.length === 1;
  return { id, sure, points: sure ? 1000 : 200 - 10 * reasons.length, reasons };
}

/** The first name written as the surname and the other way round. */
const sharesAll = (a: ComparedName, b: ComparedName): boolean =>
  a.first !== '' && a.first === b.last && a.last === b.first;

function byName({ first, last, born }: Parts): Omit<Compared, 'id'> | null {
  if (last === 'different') return null;
  const reasons: MatchReason[] = [];
  const isWhole = first === 'equal' && last === 'equal';
  if (isWhole) reasons.push(born === 'same' ? 'same-name-and-birth-date' : 'same-name');
  const ofLast = lastReason[last];
  const ofFirst = firstReason[first];
  if (ofLast) reasons.push(ofLast);
  if (ofFirst && !reasons.includes(ofFirst)) reasons.push(ofFirst);
  const loose = Number(last !== 'equal') + Number(first !== 'equal');
  if (born === 'same') {
    // A twin, or the first name of the passport: a surname must be the same then.
    if (first === 'different' && last !== 'equal' && last !== 'infix') return null;
    return {
      reasons,
      sure: isWhole,
      points: isWhole ? 900 : 500 - 50 * loose - (first === 'different' ? 200 : 0),
    };
  }
  if (first === 'different') return null;
  if (born === 'unknown') {
    if (loose > 1) return null;
    return { reasons: [...reasons, 'no-birth-date'], sure: false, points: 250 - 50 * loose };
  }
  if (born === 'swapped')
    return loose > 1
      ? null
      : { reasons: [...reasons, 'birth-date-swapped'], sure: false, points: 300 - 50 * loose };
  // Two of one name in one region are two persons more often than a wrong date; a whole name is worth a look.
  return isWhole ? { reasons: [...reasons, 'other-birth-date'], sure: false, points: 100 } : null;
}

/** `swapped`: day and month the other way round, or one digit another. */
function compareBirth(a: string | null, b: string | null): Parts['born'] {
  if (a === null || b === null) return 'unknown';
  if (a === b) return 'same';
  const [year, month, day] = a.split('-');
  if (b === `${year}-${day}-${month}`) return 'swapped';
  const digits = [...a].filter((digit, index) => digit !== b[index]).length;
  return digits === 1 ? 'swapped' : 'other';
}

/** A number of a pupil as systems that take it for a number write it. */
export const withoutZeros = (number: string): string => number.replace(/^0+(?=.)/, '');

function compareNumbers(a: Named, b: Named): 'same' | 'zeros' | null {
  let found: 'zeros' | null = null;
  for (const one of a.enrolments)
    for (const other of b.enrolments) {
      if (one.school !== other.school) continue;
      if (one.pupilNumber === other.pupilNumber) return 'same';
      if (withoutZeros(one.pupilNumber) === withoutZeros(other.pupilNumber)) found = 'zeros';
    }
  return found;
}
