import { foldName } from '#server/booking/foldName.ts';
import { candidatesOf } from '#server/jongeren/candidates.ts';
import { compareTo, type Known, type MatchReason } from '#server/jongeren/match.ts';
import { comparedName, compareFirst, compareLast } from '#server/jongeren/names.ts';
import { namedBy } from './named.ts';
import type { Entry } from './rows.ts';

/** How a row stands to other rows of its file. */
export interface Twice {
  /** It is one of more than `mostOfOne` rows about one person. They are not held against each other. */
  isOneOfMany: boolean;
  /** Rows that name the same person and say otherwise of them, or of one melding. */
  against: number[];
  /** The first row that says all the same; null when none before it does. */
  copyOf: number | null;
  /** The first row about the same person; null when none before it is. */
  sameAs: number | null;
  /** A date of birth that another row about the same person says. */
  born: string | null;
  /** Rows that may be about the same person. */
  alike: { row: number; reasons: readonly MatchReason[] }[];
}

/** That both stand in one file tells that they are two: a family has its name in common, and a common name is had by many. */
const tellsTwo: ReadonlySet<MatchReason> = new Set(['twin-or-other-first-name', 'other-birth-date']);
/** One number for two. */
const contradicting: ReadonlySet<MatchReason> = new Set([
  'number-of-other-name',
  'number-of-other-birth-date',
]);

/** Beyond these it would be said of a long list only that it takes too long: the work grows with the square of each. */
const bounds = {
  /** No school reports one pupil more often on one list: more rows come of a file that was put together wrongly. */
  mostOfOne: 50,
  /** What more rows have in common (the first of January, a name) is no reason to hold each of them against all others. */
  mostAlike: 200,
};

/** Looks which rows of a file are about one person, by their number. Rows that stand alone are not there. Pure. */
export function findTwice(
  entries: readonly Entry[],
  { mostOfOne, mostAlike } = bounds,
): ReadonlyMap<number, Twice> {
  const people = entries.map((entry): Known & { entry: Entry } => ({
    ...namedBy(entry),
    id: `${entry.row}`,
    entry,
  }));
  const candidates = candidatesOf(people, { most: mostAlike });
  const many = rowsOfMany(entries, mostOfOne);
  const found = new Map<number, Twice>();
  const of = (row: number): Twice => {
    const there = found.get(row) ?? {
      isOneOfMany: many.has(row),
      against: [],
      copyOf: null,
      sameAs: null,
      born: null,
      alike: [],
    };
    found.set(row, there);
    return there;
  };
  for (const person of people) {
    const { entry } = person;
    if (many.has(entry.row)) {
      of(entry.row);
      continue;
    }
    for (const other of candidates.find(person)) {
      const stands = other === person ? null : compareTo(person, other);
      if (stands === null) continue;
      const isAgainst = stands.reasons.some((reason) => contradicting.has(reason));
      if (!isAgainst && stands.reasons.some((reason) => tellsTwo.has(reason))) continue;
      const twice = of(entry.row);
      if (isAgainst) twice.against.push(other.entry.row);
      else if (stands.sure) compare(twice, entry, other.entry);
      else twice.alike.push({ row: other.entry.row, reasons: stands.reasons });
    }
  }
  return found;
}

/** The rows of which more than `mostOfOne` have one number, or one whole name and date of birth. */
function rowsOfMany(entries: readonly Entry[], mostOfOne: number): ReadonlySet<number> {
  const byPerson = new Map<string, number[]>();
  for (const { row, firstName, infix, lastName, birthDate, school, pupilNumber } of entries) {
    const hasNumber = school !== null && pupilNumber !== null;
    const keys = hasNumber ? [`${school} ${pupilNumber}`] : [];
    // A name alone is had by several, whom their numbers tell apart.
    if (birthDate !== null || !hasNumber)
      keys.push([...[firstName, infix, lastName].map(foldName), birthDate].join(' '));
    for (const key of keys) {
      const there = byPerson.get(key);
      if (there) there.push(row);
      else byPerson.set(key, [row]);
    }
  }
  return new Set([...byPerson.values()].flatMap((rows) => (rows.length > mostOfOne ? rows : [])));
}

const ofPerson = ['birthDate', 'residence', 'phone', 'email', 'pupilNumber'] as const;
const ofMelding = ['endedOn', 'reason', 'schoolDid', 'contactName', 'nextStatus', 'programme'] as const;

/** What two rows about one person say of each other. */
function compare(twice: Twice, entry: Entry, other: Entry): void {
  const differs = (fields: readonly (keyof Entry)[]) =>
    fields.some((field) => entry[field] !== null && other[field] !== null && entry[field] !== other[field]);
  const isOneMelding = entry.kind === other.kind && entry.beganOn === other.beganOn;
  const atOneSchool = entry.school === other.school;
  const person = atOneSchool ? ofPerson : ofPerson.filter((field) => field !== 'pupilNumber');
  if (isOtherSpelling(entry, other) || differs(person) || (isOneMelding && differs(ofMelding)))
    twice.against.push(other.row);
  else twice.born ??= other.birthDate;
  if (twice.against.length === 0 && other.row < entry.row) {
    twice.sameAs = Math.min(twice.sameAs ?? other.row, other.row);
    if (isOneMelding && saysAll(other, entry)) twice.copyOf = Math.min(twice.copyOf ?? other.row, other.row);
  }
}

/** One number under two spellings of a name: which of them holds, the file cannot tell. An initial only says less. */
function isOtherSpelling(entry: Entry, other: Entry): boolean {
  const [a, b] = [comparedName(entry), comparedName(other)];
  return compareLast(a, b) !== 'equal' || !['equal', 'initial'].includes(compareFirst(a, b));
}

/** Whether the first says all that the second does. */
const saysAll = (first: Entry, second: Entry): boolean =>
  [...ofPerson, ...ofMelding, 'school' as const].every(
    (field) => second[field] === null || second[field] === first[field],
  ) &&
  (first.firstName === second.firstName || foldName(first.firstName) === foldName(second.firstName));
