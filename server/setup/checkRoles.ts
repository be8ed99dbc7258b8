import { firstOrganisation } from '#db/schema/index.ts';
import { rolesFit, rolesIn } from '#server/accounts/rolesFit.ts';
import type { Known } from './known.ts';
import type { Problem } from './problems.ts';
import type { SetupDocument, SetupOrganisation } from './schema.ts';

type Document = Pick<SetupDocument, 'accounts' | 'organisations'>;
type Beside = Pick<Known, 'staff' | 'organisations'>;
type Kind = Known['organisations'][number]['kind'];

/** Nobody has a role that nobody has at an organisation of that kind, once the document is brought in. */
export function checkRoles({ accounts, organisations }: Document, known: Beside): Problem[] {
  const given = new Set(accounts.map(({ email }) => email));
  const idOf = ({ name, own }: SetupOrganisation) =>
    own ? firstOrganisation : known.organisations.find((one) => one.name === name)?.id;
  const kinds = new Map<string, Kind>();
  for (const { id, name, kind } of known.organisations) kinds.set(id, kind).set(name, kind);
  for (const one of organisations) kinds.set(one.name, one.kind).set(idOf(one) ?? one.name, one.kind);
  const ofAccounts = accounts.flatMap(({ email, roles, organisation }, at) => {
    const now = known.staff.find((row) => row.email === email)?.organisationId ?? firstOrganisation;
    const kind = kinds.get(organisation ?? now);
    return kind && !rolesFit(kind, roles)
      ? [{ path: ['accounts', at, 'roles'], message: expected(kind) }]
      : [];
  });
  const ofKinds = organisations.flatMap((one, at) => {
    const id = idOf(one);
    const misfits = known.staff.some(
      ({ organisationId, active, email, roles }) =>
        organisationId === id && active && !given.has(email) && !rolesFit(one.kind, roles),
    );
    return misfits ? [{ path: ['organisations', at, 'kind'], message: otherPeople }] : [];
  });
  return [...ofAccounts, ...ofKinds];
}

const expected = (kind: Kind) =>
  `expected roles of people of such an organisation: ${rolesIn[kind].join(', ')}`;
const otherPeople = 'expected a kind at which the people who work there already can have their roles';
