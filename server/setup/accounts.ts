import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { firstTeam, sessions, staff } from '#db/schema/index.ts';
import { hashPassword } from '#server/accounts/passwords.ts';
import { teamsCalled } from '#server/accounts/teamsCalled.ts';
import type { Write, WriteCtx } from '#server/kernel/write.ts';
import { differences, noChanges, note } from './changes.ts';
import type { Known } from './known.ts';
import { inviteLater, type SetupAccount } from './schema.ts';

/** A password to hand over; it is printed once and kept nowhere. */
export interface TemporaryPassword {
  email: string;
  password: string;
}

type Row = Known['staff'][number];

/** An account of the file beside its row, with the hash of its password when that is new. */
interface Prepared {
  account: SetupAccount;
  row: Row | undefined;
  passwordHash: string | null | undefined;
  temporary: string | undefined;
}

/**
 * Hashes passwords: slow on purpose, so done before the writing holds anybody up. Who has a password keeps it: it is theirs, and a
 * file that is brought in again knows only the first one. `linked` are the ids of those who sign in at the provider of single
 * sign-on, and have none.
 */
export async function prepareAccounts(
  given: readonly SetupAccount[],
  known: Known,
  linked: ReadonlySet<string>,
): Promise<Prepared[]> {
  return Promise.all(
    given.map(async (account) => {
      const row = known.staff.find(({ email }) => email === account.email);
      const chosen = account.password === inviteLater ? undefined : account.password;
      // Of who comes back the old one opens nothing: whoever has it may not be them.
      const comesBack = row?.active === false && account.active === true;
      const keeps = row && row.passwordHash !== null && !comesBack;
      if (row && linked.has(row.id)) return { account, row, passwordHash: undefined, temporary: undefined };
      if (keeps || (row && chosen === undefined))
        return { account, row, passwordHash: comesBack ? null : undefined, temporary: undefined };
      const temporary = chosen === undefined ? randomBytes(12).toString('base64url') : undefined;
      return { account, row, passwordHash: await hashPassword(chosen ?? temporary ?? ''), temporary };
    }),
  );
}

/** Adds and updates accounts. Who may not work here any more, or may something else, is signed out everywhere. */
export async function writeAccounts(w: Write<WriteCtx>, prepared: readonly Prepared[]) {
  const tx = w.ctx.db;
  const changes = noChanges();
  const temporaryPasswords: TemporaryPassword[] = [];
  const { ids: teams, made } = await teamsCalled(
    tx,
    prepared.flatMap(({ account }) => account.team ?? []),
  );
  for (const { account, row, passwordHash, temporary } of prepared) {
    const { password: _, team, ...fields } = account;
    const teamId = typeof team === 'string' ? teams.get(team) : team;
    const given = { ...fields, teamId, passwordHash };
    const different = row && differences(row, given);
    // Without a word on it a casemanager is of the first team, and a beheerder of none.
    const own = teamId ?? (account.roles.includes('casemanager') && teamId === undefined ? firstTeam : null);
    const fresh = { ...given, teamId: own, teamName: null };
    const [added] = row ? [] : await tx.insert(staff).values(fresh).returning({ id: staff.id });
    if (row && different) {
      await tx.update(staff).set(different).where(eq(staff.id, row.id));
      const isOther = ['active', 'roles', 'teamId', 'passwordHash'].some((name) => name in different);
      if (isOther) await tx.delete(sessions).where(eq(sessions.userId, row.id));
    }
    const written = added?.id ?? (different ? row?.id : undefined);
    if (written !== undefined)
      w.record({ about: { kind: 'casemanager', id: written }, what: 'account-saved' });
    note(changes, account.email, row, different);
    if (temporary !== undefined) temporaryPasswords.push({ email: account.email, password: temporary });
  }
  if (made > 0)
    w.record({ about: { kind: 'gemeente' }, what: 'teams-saved', details: { added: String(made) } });
  return { changes, temporaryPasswords };
}
