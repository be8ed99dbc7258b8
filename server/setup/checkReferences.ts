import type { Known } from './known.ts';
import type { Problem } from './problems.ts';
import type { SetupDocument, SetupWeek } from './schema.ts';

interface Person {
  roles: readonly string[];
  meetingLink: string | null;
}

/** Whether everything that the document points at is in the document itself or in the database. */
export function checkReferences(document: SetupDocument, known: Known): Problem[] {
  const modalitiesOf = new Map<string, readonly string[]>();
  for (const { id, modalities } of [...known.locations, ...document.locations])
    modalitiesOf.set(id, modalities);
  const people = new Map<string, Person>(known.staff.map((person) => [person.email, person]));
  for (const { email, roles, meetingLink } of document.accounts) {
    const before = people.get(email)?.meetingLink ?? null;
    people.set(email, { roles, meetingLink: meetingLink === undefined ? before : meetingLink });
  }
  const organisations = new Set([...known.organisations, ...document.organisations].map(({ name }) => name));
  return [
    ...document.teams.flatMap(({ organisation }, at) =>
      organisation !== undefined && !organisations.has(organisation)
        ? [{ path: ['teams', at, 'organisation'], message: 'expected the name of an organisation' }]
        : [],
    ),
    ...document.organisations.flatMap(({ name, active }, at) =>
      active === false && known.organisations.some((one) => one.name === name && one.active)
        ? [{ path: ['organisations', at, 'active'], message: endedInPortal }]
        : [],
    ),
    ...document.teams.flatMap(({ name, organisation, active }, at) => {
      const row = known.teams.find((one) => one.name === name && one.organisation === organisation);
      return active === false && row?.active
        ? [{ path: ['teams', at, 'active'], message: endedInPortal }]
        : [];
    }),
    ...document.accounts.flatMap(({ organisation }, at) =>
      organisation !== undefined && !organisations.has(organisation)
        ? [{ path: ['accounts', at, 'organisation'], message: 'expected the name of an organisation' }]
        : [],
    ),
    ...document.closures.flatMap(({ location }, at) =>
      location !== undefined && !modalitiesOf.has(location)
        ? [{ path: ['closures', at, 'location'], message: unknownLocation(modalitiesOf) }]
        : [],
    ),
    ...document.weeks.flatMap((week, at) =>
      checkWeek(week, ['weeks', at], people.get(week.casemanager), modalitiesOf),
    ),
  ];
}

function checkWeek(
  { rules }: SetupWeek,
  path: Problem['path'],
  person: Person | undefined,
  modalitiesOf: ReadonlyMap<string, readonly string[]>,
): Problem[] {
  const problems: Problem[] = [];
  if (!person?.roles.includes('casemanager')) {
    const message = 'expected the e-mail address of an account with the role casemanager';
    problems.push({ path: [...path, 'casemanager'], message });
  }
  for (const [at, { location, modalities }] of rules.entries()) {
    const offered = modalitiesOf.get(location);
    const rule = [...path, 'rules', at];
    if (!offered) problems.push({ path: [...rule, 'location'], message: unknownLocation(modalitiesOf) });
    for (const [index, modality] of modalities.entries()) {
      const field = [...rule, 'modalities', index];
      if (offered && !offered.includes(modality)) {
        problems.push({
          path: field,
          message: `expected one that ${location} offers: ${offered.join(', ')}`,
        });
      }
      if (modality === 'video' && person && person.meetingLink === null) {
        problems.push({ path: field, message: 'expected a meetingLink in the account of this casemanager' });
      }
    }
  }
  return problems;
}

const endedInPortal = 'expected true: it is ended in the portal, which says what that takes away';

const unknownLocation = (modalitiesOf: ReadonlyMap<string, unknown>) =>
  `expected the id of a location: ${[...modalitiesOf.keys()].join(', ') || 'there is none yet'}`;
