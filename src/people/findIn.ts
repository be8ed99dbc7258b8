import type { Person } from '#server/accounts/people.ts';
import { foldName } from '#server/booking/foldName.ts';
import type { texts } from '../content/texts.ts';
import { sayRoles } from './sayRoles.ts';

/** Of whom the name, address, roles, team or organisation has each of the typed words, however they are written. */
export function findIn(
  people: readonly Person[],
  typed: string,
  t: ReturnType<typeof texts>,
): readonly Person[] {
  const words = typed.split(/\s+/).map(foldName).filter(Boolean);
  return people.filter((person) => {
    const { firstName, lastName, email, roles, team, organisation } = person;
    const said = [firstName, lastName, email, sayRoles(t, roles), team?.name, organisation.name].join('|');
    const folded = foldName(said);
    return words.every((word) => folded.includes(word));
  });
}
