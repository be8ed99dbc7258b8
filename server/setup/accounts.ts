import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { firstOrganisation, firstTeam, staff } from '#db/schema/index.ts';
import { endAccess } from '#server/accounts/endAccess.ts';
import { takeWaysIn } from '#server/accounts/endPerson.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { stopKeeping } from '#server/accounts/sso/keepPassword.ts';
import { teamsCalled } from '#server/accounts/teamsCalled.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import { differences, noChanges, note } from './changes.ts';
import type { Known } from './known.ts';
import { organisationCalled } from './organisations.ts';
import { inviteLater, type SetupAccount } from './schema.ts';

/** A password to hand over; it is printed once and kept nowhere. */
export interface TemporaryPassword {
  email: string;
  password: string;
}

/** The hash of a password that the file gives, and what to print of it when we made it. */
interface FreshPassword {
  hash: string;
  temporary: string | undefined;
}
export type FreshPasswords = ReadonlyMap<string, FreshPassword>;

/**
 * Hashes the passwords that look wanted, by address: slow on purpose, so done before the writing holds anybody up. Whether one
 * is used is decided when it is written, because somebody may choose their own meanwhile.
 */
export async function hashPasswords(
  given: readonly SetupAccount[],
  known: Known,
  linked: Linked,
): Promise<FreshPasswords> {
  const wanted = given.filter((account) => wantsPassword(account, rowOf(known, account), linked));
  const made = wanted.map(async ({ email, password }): Promise<[string, FreshPassword]> => {
    const chosen = password === inviteLater ? undefined : password;
    const temporary = chosen === undefined ? randomBytes(12).toString('base64url') : undefined;
    return [email, { hash: await hashPassword(chosen ?? temporary ?? ''), temporary }];
  });
  return new Map(await Promise.all(made));
}

type Row = Known['staff'][number];
/** The ids of those who sign in at the provider of single sign-on, and have no password. */
type Linked = ReadonlySet<string>;

const rowOf = (known: Pick<Known, 'staff'>, account: SetupAccount): Row | undefined =>
  known.staff.find(({ email }) => email === account.email);

/** Of who comes back the old password opens nothing: whoever has it may not be them. */
const comesBack = (account: SetupAccount, row: Row | undefined): boolean =>
  row?.active === false && account.active === true;

/** Who has a password keeps it: it is theirs, and a file that is brought in again knows only the first one. */
function wantsPassword(account: SetupAccount, row: Row | undefined, linked: Linked): boolean {
  if (!row) return account.active !== false;
  if (linked.has(row.id)) return false;
  const isChosen = account.password !== undefined && account.password !== inviteLater;
  return isChosen && (row.passwordHash === null || comesBack(account, row));
}

/**
 * Adds and updates accounts, of which `known` are the locked rows. Who may not work here any more, or may something else, is
 * signed out everywhere.
 */
export async function writeAccounts(
  w: Write<WriteCtx>,
  given: readonly SetupAccount[],
  known: Pick<Known, 'staff'>,
  passwords: FreshPasswords,
  linked: Linked = new Set(),
) {
  const tx = w.ctx.db;
  const changes = noChanges();
  const temporaryPasswords: TemporaryPassword[] = [];
  let made = 0;
  for (const account of given) {
    const row = rowOf(known, account);
    const password = wantsPassword(account, row, linked) ? passwords.get(account.email) : undefined;
    const passwordHash =
      password?.hash ?? (row && comesBack(account, row) && !linked.has(row.id) ? null : undefined);
    const { password: _, namesake: __, organisation, team, ...fields } = account;
    // Who is known stays with their organisation, unless the file says another.
    const organisationId =
      row && organisation === undefined ? row.organisationId : await organisationCalled(tx, organisation);
    const called = await teamsCalled(tx, team ? [team] : [], organisationId);
    made += called.made;
    const teamId = typeof team === 'string' ? called.ids.get(team) : team;
    const values = { ...fields, organisationId, teamId, passwordHash };
    const different = row && differences(row, values);
    // Without a word on it a casemanager is of the first team, and a beheerder of none.
    const isOfFirst =
      teamId === undefined && organisationId === firstOrganisation && account.roles.includes('casemanager');
    const own = teamId ?? (isOfFirst ? firstTeam : null);
    const fresh = { ...values, teamId: own, teamName: null };
    const [added] = row ? [] : await tx.insert(staff).values(fresh).returning({ id: staff.id });
    if (row && different) {
      await tx.update(staff).set(different).where(eq(staff.id, row.id));
      const isOther = ['active', 'roles', 'organisationId', 'teamId', 'passwordHash'].some(
        (name) => name in different,
      );
      if (isOther) await endAccess(w, row.id);
      if (different.active === false) await takeWaysIn(w, row.id);
      else if (row.keepsPassword && !account.roles.includes('beheerder')) await stopKeeping(w, row.id);
    }
    const written = added?.id ?? (different ? row?.id : undefined);
    if (written !== undefined)
      w.record({ about: { kind: 'casemanager', id: written }, what: 'account-saved' });
    note(changes, account.email, row, different);
    const temporary = password?.temporary;
    if (temporary !== undefined) temporaryPasswords.push({ email: account.email, password: temporary });
  }
  if (made > 0)
    w.record({ about: { kind: 'gemeente' }, what: 'teams-saved', details: { added: String(made) } });
  return { changes, temporaryPasswords };
}
