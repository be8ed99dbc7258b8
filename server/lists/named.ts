import { foldName } from '#server/booking/foldName.ts';
import type { Named } from '#server/jongeren/match.ts';
import type { Entry } from './rows.ts';

/** By what a row names somebody; the same in each file, so that what a person decided once holds. */
export const identityOf = (entry: Entry): string =>
  JSON.stringify([
    foldName(entry.firstName),
    foldName(entry.infix),
    foldName(entry.lastName),
    entry.birthDate,
    entry.school,
    entry.pupilNumber,
  ]);

/** Somebody as an entry names them. */
export const namedBy = ({ firstName, infix, lastName, birthDate, school, pupilNumber }: Entry): Named => ({
  firstName,
  infix,
  lastName,
  birthDate,
  enrolments: school !== null && pupilNumber !== null ? [{ school, pupilNumber }] : [],
});
