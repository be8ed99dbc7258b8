import { eq } from 'drizzle-orm';
import { staff, teams } from '#db/schema/index.ts';
import { may } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { isLastManager } from './lastManager.ts';
import { logAccount } from './logAccount.ts';
import { makePasswordLink, type PasswordLink } from './passwordLink.ts';
import type { PersonInput } from './schema.ts';
import { type StillOpen, stillOpen } from './stillOpen.ts';

/** What is wrong with what was said of somebody, whoever they are. */
type Refused = { ok: false; error: 'email-taken' | 'team-unknown' };

export type InviteResult = { ok: true; id: string; link: PasswordLink } | Refused;

/** Adds somebody who works here, with a link to set their password. It opens for seven days, once. */
export async function invite(ctx: Ctx, input: PersonInput): Promise<InviteResult> {
  may(ctx, 'people.save');
  const result = await write(ctx, async (w): Promise<InviteResult> => {
    await lockRoster(w.tx);
    if (!(await hasTeam(w, input.team))) return { ok: false, error: 'team-unknown' };
    const tx = w.ctx.db;
    const [added] = await tx
      .insert(staff)
      .values({ ...columnsOf(input), teamName: null })
      .onConflictDoNothing({ target: staff.email })
      .returning({ id: staff.id });
    if (!added) return { ok: false, error: 'email-taken' };
    const link = await makePasswordLink(w, added.id, 'invitation');
    w.record({
      about: { kind: 'casemanager', id: added.id },
      what: 'invited',
      details: { role: input.role },
    });
    w.changed({ roster: true });
    return { ok: true, id: added.id, link };
  });
  if (result.ok) logAccount(ctx, result.id, 'invited');
  return result;
}

export type SavePersonResult =
  | { ok: true }
  | Refused
  | Changed
  | { ok: false; error: 'unknown' }
  /** Nobody would be left who can manage. */
  | { ok: false; error: 'last-manager' }
  /** Somebody who has no agenda any more, on whom a jongere still counts. */
  | ({ ok: false; error: 'still-open' } & StillOpen);

/**
 * Changes what is known of somebody who works here. With another role, team or address to sign in with, their sessions end.
 * `version` is that of `readPerson`.
 */
export async function savePerson(
  ctx: Ctx,
  id: string,
  { version, ...input }: PersonInput & { version: number },
): Promise<SavePersonResult> {
  may(ctx, 'people.save');
  const result = await write(ctx, async (w): Promise<SavePersonResult> => {
    // First of all, as whoever changes the roster does: see migration 0001.
    await lockRoster(w.tx);
    const isLast = input.role !== 'beheerder' && (await isLastManager(w, id));
    const [now] = await w.ctx.db.select().from(staff).where(eq(staff.id, id)).for('no key update');
    if (!now) return { ok: false, error: 'unknown' };
    if (now.accountVersion !== version) return { ok: false, error: 'changed' };
    if (!(await hasTeam(w, input.team))) return { ok: false, error: 'team-unknown' };
    if (isLast) return { ok: false, error: 'last-manager' };
    const open = now.role === 'casemanager' && input.role !== 'casemanager' ? await stillOpen(w, id) : null;
    if (open) return { ok: false, error: 'still-open', ...open };
    const [other] = await w.tx`select from staff where email = ${input.email} and id <> ${id}`;
    if (other) return { ok: false, error: 'email-taken' };
    const tx = w.ctx.db;
    await tx.update(staff).set(columnsOf(input)).where(eq(staff.id, id));
    const isOther = now.role !== input.role || now.teamId !== input.team || now.email !== input.email;
    if (isOther) await w.tx`delete from sessions where user_id = ${id}`;
    w.record({ about: { kind: 'casemanager', id }, what: 'account-saved', details: { role: input.role } });
    w.changed({ roster: true });
    return { ok: true };
  });
  if (result.ok) logAccount(ctx, id, 'saved');
  return result;
}

const columnsOf = ({ firstName, lastName, email, role, team }: PersonInput) => ({
  firstName,
  lastName,
  email,
  role,
  teamId: team,
});

/** Whether a team is there; no team always is. */
async function hasTeam(w: Write<Ctx>, id: string | null): Promise<boolean> {
  if (id === null) return true;
  const rows = await w.ctx.db.select({ id: teams.id }).from(teams).where(eq(teams.id, id));
  return rows.length > 0;
}
