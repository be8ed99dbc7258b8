import type { readManagers } from '#server/accounts/lastManager.ts';
import { stillOpen } from '#server/accounts/stillOpen.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import type { Known } from './known.ts';
import type { Problem } from './problems.ts';
import type { SetupAccount, SetupDocument } from './schema.ts';

type Row = Known['staff'][number];

type Managers = Awaited<ReturnType<typeof readManagers>>;

/** What is wrong with the accounts of a document beside the people who work here already, of whom `managers` manage. */
export function checkAccounts(
  { accounts }: Pick<SetupDocument, 'accounts'>,
  { staff }: Pick<Known, 'staff'>,
  managers: Managers,
): Problem[] {
  return [...movedAddresses(accounts, staff), ...lastManagers(accounts, staff, managers)];
}

/** Nobody leaves, or loses their agenda, on whom a jongere still counts: the rule of the page of people. Part of the write. */
export async function checkStillOpen(
  w: Write<WriteCtx>,
  { accounts }: Pick<SetupDocument, 'accounts'>,
  { staff }: Pick<Known, 'staff'>,
): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const [at, { email, roles, active }] of accounts.entries()) {
    const row = staff.find((one) => one.email === email);
    const losesAgenda = row?.roles.includes('casemanager') && !roles.includes('casemanager');
    if (!row?.active || (active !== false && !losesAgenda) || !(await stillOpen(w, row.id))) continue;
    const message = 'expected nobody with afspraken to come or chats: pass those on first, in the portal';
    problems.push({ path: ['accounts', at, active === false ? 'active' : 'roles'], message });
  }
  return problems;
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
function lastManagers(accounts: readonly SetupAccount[], staff: readonly Row[], all: Managers): Problem[] {
  const managers = staff.filter((row) => all.some(({ id, canSignIn }) => canSignIn && id === row.id));
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
