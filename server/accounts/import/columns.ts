import type { roles } from '#db/schema/words.ts';
import { foldWord } from '#server/kernel/csv/foldWord.ts';

// The names by which a file says its columns and roles, in Dutch and English. Case, accents and signs make no difference.

const names = {
  firstName: ['voornaam', 'roepnaam', 'firstname', 'givenname', 'forename'],
  infix: ['tussenvoegsel', 'tussenvoegsels', 'voorvoegsel', 'voorvoegsels', 'infix', 'nameprefix'],
  lastName: ['achternaam', 'familienaam', 'lastname', 'surname', 'familyname'],
  email: ['email', 'mail', 'emailadres', 'mailadres', 'emailaddress', 'mailaddress'],
  roles: ['rol', 'rollen', 'role', 'roles'],
  organisation: ['organisatie', 'organisation', 'organization'],
  team: ['team'],
} as const;

/** What a column of the file says of somebody. */
export type Column = keyof typeof names;
export const columns = ['firstName', 'infix', 'lastName', 'email', 'roles', 'organisation', 'team'] as const;
/** Without one of these nothing can be read. */
export const neededColumns = ['firstName', 'lastName', 'email', 'roles'] as const;

/** The column that a head names; undefined for one that is not used here. */
export function columnOf(head: string): Column | undefined {
  const word = foldWord(head);
  return columns.find((column) => names[column].some((name) => name === word));
}

type Role = (typeof roles)[number];

const roleNames: Readonly<Record<string, Role>> = {
  jongerenwerker: 'jongerenwerker',
  youthworker: 'jongerenwerker',
  casemanager: 'casemanager',
  coordinator: 'coordinator',
  beheerder: 'beheerder',
  administrator: 'beheerder',
  schoolmedewerker: 'schoolmedewerker',
  schoolstaff: 'schoolmedewerker',
};

/** The roles in a cell, between commas, semicolons, slashes or plus signs; and what is none. */
export function rolesIn(cell: string): { known: Role[]; unknown: string[] } {
  const said = cell.split(/[,;/|+&\n]/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]));
  const found = said.map((word) => ({ word, role: roleOf(word) }));
  return {
    known: found.flatMap(({ role }) => role ?? []),
    unknown: found.flatMap(({ word, role }) => (role ? [] : [word])),
  };
}

function roleOf(word: string): Role | undefined {
  const folded = foldWord(word);
  return Object.hasOwn(roleNames, folded) ? roleNames[folded] : undefined;
}
