import type { Known } from './known.ts';
import type { Problem } from './problems.ts';
import type { SetupAccount, SetupDocument } from './schema.ts';

type Row = Known['staff'][number];

/** What is wrong with the accounts of a document beside the people who work here already. */
export function checkAccounts(
  { accounts }: Pick<SetupDocument, 'accounts'>,
  { staff }: Pick<Known, 'staff'>,
): Problem[] {
  return [...movedAddresses(accounts, staff), ...lastManagers(accounts, staff)];
}

/** Somebody whose address changed in the portal would get a second account, and keep the first. */
function movedAddresses(accounts: readonly SetupAccount[], staff: readonly Row[]): Problem[] {
  const addresses = new Set(accounts.map(({ email }) => email));
  const known = new Set(staff.map(({ email }) => email));
  return accounts.flatMap((account, at) => {
    const { email, namesake } = account;
    if (namesake || known.has(email)) return [];
    const same = staff.find((row) => nameOf(row) === nameOf(account) && !addresses.has(row.email));
    if (!same) return [];
    const message = `expected ${same.email}, under which ${same.firstName} ${same.lastName} works here already; for somebody else of that name, "namesake": true`;
    return [{ path: ['accounts', at, 'email'], message }];
  });
}

const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }) =>
  `${firstName} ${lastName}`.toLowerCase();

/** Somebody who can sign in must be left to manage, where somebody is now. */
function lastManagers(accounts: readonly SetupAccount[], staff: readonly Row[]): Problem[] {
  const managers = staff.filter(
    ({ roles, active, passwordHash }) => isManager(roles) && active && passwordHash !== null,
  );
  if (managers.length === 0) return [];
  const stays = (row: Row) => {
    const account = accounts.find(({ email }) => email === row.email);
    return account === undefined || (isManager(account.roles) && account.active !== false);
  };
  const isNew = ({ email, roles, active }: SetupAccount) =>
    isManager(roles) && active !== false && !staff.some((row) => row.email === email);
  if (managers.some(stays) || accounts.some(isNew)) return [];
  const at = accounts.findIndex(({ email }) => managers.some((row) => row.email === email));
  const message =
    'expected an active beheerder: with this file nobody who can sign in would be left to manage';
  return [{ path: ['accounts', at], message }];
}

const isManager = (roles: readonly string[]) => roles.includes('beheerder');
