import { type Known, type Named, withoutZeros } from './match.ts';
import { comparedName } from './names.ts';

/** Who of many could be somebody: so that a list of thousands is matched without comparing each with each. */
export interface Candidates<Person extends Known = Known> {
  /** All who could be the one, each once, in no order. */
  find(person: Named): Person[];
}

/**
 * What two who may be one have in common, at least one of these: a number at a school, whatever zeros stand before it; a date of birth; or a
 * part of the surname with a first letter. Also what a query for candidates asks for.
 */
export function matchKeys(person: Named): string[] {
  const { lasts, last, initials } = comparedName(person);
  const letters = new Set([...initials].slice(0, 4));
  return [
    ...person.enrolments.map(({ school, pupilNumber }) => `number ${school} ${withoutZeros(pupilNumber)}`),
    ...(person.birthDate === null ? [] : [`born ${person.birthDate}`]),
    ...new Set([...lasts, last].flatMap((part) => [...letters].map((letter) => `name ${letter} ${part}`))),
  ];
}

/** Makes those who are known findable. Nobody is found by what more than `most` of them have in common: it tells nobody from another. */
export function candidatesOf<Person extends Known>(
  known: Iterable<Person>,
  { most = Number.POSITIVE_INFINITY }: { most?: number } = {},
): Candidates<Person> {
  const byKey = new Map<string, Person[]>();
  for (const person of known)
    for (const key of matchKeys(person)) {
      const there = byKey.get(key);
      if (there) there.push(person);
      else byKey.set(key, [person]);
    }
  for (const [key, people] of byKey) if (people.length > most) byKey.delete(key);
  return {
    find: (person) => [...new Set(matchKeys(person).flatMap((key) => byKey.get(key) ?? []))],
  };
}
