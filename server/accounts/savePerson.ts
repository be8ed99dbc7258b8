import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { organisations, staff, teams } from '#db/schema/index.ts';
import { passwordLinkKinds } from '#db/schema/words.ts';
import { may, stillMay } from '#server/access/may.ts';
import type { Ctx } from '#server/accounts/context.ts';
import type { Changed } from '#server/kernel/version.ts';
import { type Write, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { endAccess } from './endAccess.ts';
import { isLastManager } from './lastManager.ts';
import { logAccount } from './logAccount.ts';
import { makePasswordLink, type PasswordLink } from './passwordLink.ts';
import { rolesFit } from './rolesFit.ts';
import type { PersonInput } from './schema.ts';
import { stopKeeping } from './sso/keepPassword.ts';
import { type StillOpen, stillOpen } from './stillOpen.ts';

/** What is wrong with what was said of somebody, whoever they are. */
type Refused = {
  ok: false;
  error: 'email-taken' | 'team-unknown' | 'team-elsewhere' | 'organisation-unknown' | 'role-elsewhere';
};

export type InviteResult = { ok: true; id: string; link: PasswordLink } | Refused;

/** Adds somebody who works here, with a link to set their password. It opens for seven days, once. */
export async function invite(ctx: Ctx, input: PersonInput): Promise<InviteResult> {
  may(ctx, 'people.save');
  const result = await write(ctx, async (w): Promise<InviteResult> => {
    await lockRoster(w.tx);
    await stillMay(w, 'people.save');
    const misplaced = await placeProblem(w, input);
    if (misplaced) return { ok: false, error: misplaced };
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
      details: { roles: input.roles.join(' ') },
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
 * Changes what is known of somebody who works here. With other roles, another team, organisation or address to sign in with, their sessions end.
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
    await stillMay(w, 'people.save');
    const isLast = !input.roles.includes('beheerder') && (await isLastManager(w, id));
    const [now] = await w.ctx.db.select().from(staff).where(eq(staff.id, id)).for('no key update');
    if (!now) return { ok: false, error: 'unknown' };
    if (now.accountVersion !== version) return { ok: false, error: 'changed' };
    const misplaced = await placeProblem(w, input);
    if (misplaced) return { ok: false, error: misplaced };
    if (isLast) return { ok: false, error: 'last-manager' };
    const leavesAgenda = now.roles.includes('casemanager') && !input.roles.includes('casemanager');
    const open = leavesAgenda ? await stillOpen(w, id) : null;
    if (open) return { ok: false, error: 'still-open', ...open };
    const [other] = await w.tx`select from staff where email = ${input.email} and id <> ${id}`;
    if (other) return { ok: false, error: 'email-taken' };
    const tx = w.ctx.db;
    await tx.update(staff).set(columnsOf(input)).where(eq(staff.id, id));
    const isOther =
      now.roles.join() !== input.roles.join() ||
      now.teamId !== input.team ||
      now.organisationId !== input.organisation ||
      now.email !== input.email;
    if (isOther) await endAccess(w, id);
    if (now.email !== input.email) await moveLink(w, id);
    if (now.keepsPassword && !input.roles.includes('beheerder')) await stopKeeping(w, id);
    w.record({
      about: { kind: 'casemanager', id },
      what: 'account-saved',
      details: { roles: input.roles.join(' ') },
    });
    w.changed({ roster: true });
    return { ok: true };
  });
  if (result.ok) logAccount(ctx, id, 'saved');
  return result;
}

/** Whoever had the old address has the link that was mailed there: it opens nothing any more, and the new one gets one of its own. */
async function moveLink(w: Write<Ctx>, id: string): Promise<void> {
  const rows = await w.tx`delete from password_links where staff_id = ${id} returning kind`;
  const [had] = z.array(z.object({ kind: z.enum(passwordLinkKinds) })).parse(rows);
  if (had) await makePasswordLink(w, id, had.kind);
}

const columnsOf = ({ firstName, lastName, email, roles, team, organisation }: PersonInput) => ({
  firstName,
  lastName,
  email,
  roles,
  teamId: team,
  organisationId: organisation,
});

/** Why somebody cannot work where it was said; null when they can. */
async function placeProblem(
  w: Write<Ctx>,
  { team, organisation, roles }: PersonInput,
): Promise<'team-unknown' | 'team-elsewhere' | 'organisation-unknown' | 'role-elsewhere' | null> {
  const { db } = w.ctx;
  const [place] = await db.select().from(organisations).where(eq(organisations.id, organisation));
  if (!place?.active) return 'organisation-unknown';
  if (!rolesFit(place.kind, roles)) return 'role-elsewhere';
  if (team === null) return null;
  const [found] = await db.select().from(teams).where(eq(teams.id, team));
  if (!found?.active) return 'team-unknown';
  return found.organisationId === organisation ? null : 'team-elsewhere';
}
