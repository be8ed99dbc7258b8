import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { firstOrganisation, staff } from '#db/schema/index.ts';
import { organisationKinds, roles } from '#db/schema/words.ts';
import type { Ctx } from '#server/accounts/context.ts';
import { endAccess } from '#server/accounts/endAccess.ts';
import { isLastManager } from '#server/accounts/lastManager.ts';
import { rolesFit } from '#server/accounts/rolesFit.ts';
import { type Undone, type Write, write } from '#server/kernel/write.ts';
import { lockRoster } from '#server/roster/lockRoster.ts';
import { type Claims, type Grant, grantOf, namesOf, verifiedAddress } from './claims.ts';
import { dropPassword } from './dropPassword.ts';
import { stopKeeping } from './keepPassword.ts';

/** Why somebody whom the provider knows does not get in. */
export type Refusal =
  /** Not linked yet, and the provider vouches for no address. */
  | 'unverified'
  /** Nobody works here under that address, and their claims do not make them one. */
  | 'no-account'
  /** Their account here ended. */
  | 'ended'
  /** Their address is of an account that is linked to somebody else there. */
  | 'other-link'
  /** The rules of the gemeente give them nothing (any more). */
  | 'no-role';

export type Settled =
  | { ok: true; staffId: string }
  | { ok: false; error: Refusal; staffId?: string | undefined };

/**
 * Finds who somebody at the provider is here, links or adds them at their first sign-in, and gives them what their claims say by
 * the rules of the gemeente, which is never more than a rule says. What changed ends their sessions. Nobody takes the last
 * beheerder away: who is that stays it, whatever the claims say. `linked` links and adds nobody: for who did not just sign in.
 */
export async function settlePerson(
  ctx: Ctx,
  claims: Claims,
  issuer: string,
  whom: 'anybody' | 'linked' = 'anybody',
): Promise<Settled> {
  const { singleSignOn } = (await ctx.roster.current()).settings;
  const grant = grantOf(claims, singleSignOn.rules);
  const known = { issuer, claims, grant, mayAdd: singleSignOn.createAccounts };
  // Most sign-ins change nothing, and need not wait for whoever changes the roster.
  const before = await findLinked(ctx, known);
  if (before?.active && !(await isOther(ctx, before, grant))) return { ok: true, staffId: before.id };
  // The claims decide, and nobody here.
  const asSystem: Ctx = { ...ctx, actor: { kind: 'system' } };
  return write(asSystem, async (w): Promise<Settled | Undone<Settled>> => {
    await lockRoster(w.tx);
    const linked = await findLinked(w.ctx, known);
    if (!linked && whom === 'linked') return { ok: false, error: 'no-account' };
    const person = linked ?? (await findOrAdd(w, known));
    if ('error' in person) return { ok: false, error: person.error };
    const staffId = person.id;
    if (!person.active) return { ok: false, error: 'ended', staffId };
    if (!linked && person.issuer === issuer) return { ok: false, error: 'other-link', staffId };
    if (!(await apply(w, person, grant))) return { ok: false, error: 'no-role', staffId };
    if (!linked) await link(w, person, known);
    return { ok: true, staffId };
  });
}

interface Known {
  issuer: string;
  claims: Claims;
  grant: Grant;
  mayAdd: boolean;
}

const personSchema = z.object({
  id: z.uuid(),
  roles: z.array(z.enum(roles)),
  teamId: z.uuid().nullable(),
  organisation: z.uuid(),
  organisationKind: z.enum(organisationKinds),
  active: z.boolean(),
  keepsPassword: z.boolean(),
  /** Of the provider that they are linked to. */
  issuer: z.string().nullable(),
});
type Person = z.output<typeof personSchema>;

const select = ({ sql }: Pick<Ctx, 'sql'>) => sql`
  select staff.id, roles, team_id as "teamId", organisation_id as organisation, kind as "organisationKind", staff.active,
    keeps_password as "keepsPassword", issuer
  from staff join organisations on organisations.id = organisation_id
    left join sso_links on sso_links.staff_id = staff.id`;

async function findLinked(ctx: Ctx, { issuer, claims }: Known): Promise<Person | undefined> {
  const [row] = await ctx.sql`${select(ctx)} where issuer = ${issuer} and subject = ${claims.sub}`;
  return row && personSchema.parse(row);
}

/** Somebody of whom the provider vouches for the address; added when the gemeente wants that and their claims give a role. */
async function findOrAdd(w: Write<Ctx>, known: Known): Promise<Person | { error: Refusal }> {
  const address = verifiedAddress(known.claims);
  if (address === null) return { error: 'unverified' };
  const [row] = await w.ctx.sql`${select(w.ctx)} where email = ${address}`;
  if (row) return personSchema.parse(row);
  const given = rolesAt('gemeente', known.grant.roles ?? []);
  if (!known.mayAdd || given.length === 0) return { error: 'no-account' };
  const { firstName, lastName } = namesOf(known.claims, address);
  const tx = w.ctx.db;
  const added = await tx
    .insert(staff)
    .values({
      email: address,
      firstName,
      lastName,
      roles: given,
      organisationId: firstOrganisation,
      teamName: null,
    })
    .returning({ id: staff.id });
  w.changed({ roster: true });
  const [fresh] = await w.ctx.sql`${select(w.ctx)} where staff.id = ${added[0]?.id ?? null}`;
  return personSchema.parse(fresh);
}

/** From now on they come in by the provider alone. */
async function link(w: Write<Ctx>, person: Person, { issuer, claims }: Known): Promise<void> {
  // Asked anew: with the role that their claims took just now goes the password that they kept.
  const kept = await w.tx`select from staff where id = ${person.id} and keeps_password`;
  if (kept.length === 0) await dropPassword(w, person.id);
  await endAccess(w, person.id);
  // A link to another provider, from before this one was configured, is no way in any more.
  await w.tx`
    insert into sso_links (staff_id, issuer, subject, linked_at)
    values (${person.id}, ${issuer}, ${claims.sub}, ${w.now})
    on conflict (staff_id) do update
    set issuer = excluded.issuer, subject = excluded.subject, linked_at = excluded.linked_at`;
  w.record({ about: { kind: 'casemanager', id: person.id }, what: 'sso-linked' });
}

type Given = Pick<Person, 'roles' | 'teamId'>;

/** Whether claims give somebody other roles or another team than they have. */
async function isOther(ctx: Ctx, person: Person, grant: Grant): Promise<boolean> {
  const given = await givenTo(ctx, person, grant);
  return given.roles.join() !== person.roles.join() || given.teamId !== person.teamId;
}

/** What claims make of what somebody has. Roles that do not fit where they work are left out, as on the page of people. */
async function givenTo(ctx: Pick<Ctx, 'sql'>, person: Person, { roles, team }: Grant): Promise<Given> {
  return {
    roles: roles === null ? person.roles : rolesAt(person.organisationKind, roles),
    teamId: team === null ? person.teamId : team === 'none' ? null : await teamCalled(ctx, person, team.name),
  };
}

const rolesAt = (kind: Person['organisationKind'], given: readonly Person['roles'][number][]) =>
  roles.filter((role) => given.includes(role) && rolesFit(kind, [role]));

/** A team of their own organisation; none when it has no such team (any more). */
async function teamCalled(
  { sql }: Pick<Ctx, 'sql'>,
  { organisation }: Person,
  name: string,
): Promise<string | null> {
  const [row] =
    await sql`select id from teams where organisation_id = ${organisation} and name = ${name} and active`;
  return row ? z.object({ id: z.uuid() }).parse(row).id : null;
}

/** Gives somebody what their claims say. False when that is nothing: then they are out, and what they had stays written down. */
async function apply(w: Write<Ctx>, person: Person, grant: Grant): Promise<boolean> {
  const { id } = person;
  const given = await givenTo(w.ctx, person, grant);
  const loses = person.roles.includes('beheerder') && !given.roles.includes('beheerder');
  const kept =
    loses && (await isLastManager(w, id)) ? rolesAt('gemeente', [...given.roles, 'beheerder']) : given.roles;
  if (kept.length === 0) {
    // The provider says that they are nothing here: a password that was kept for when it is away opens nothing then.
    if (person.keepsPassword) {
      await stopKeeping(w, id);
      w.record({ about: { kind: 'casemanager', id }, what: 'password-not-kept' });
    }
    await endAccess(w, id);
    return false;
  }
  if (kept.join() === person.roles.join() && given.teamId === person.teamId) return true;
  const tx = w.ctx.db;
  await tx.update(staff).set({ roles: kept, teamId: given.teamId }).where(eq(staff.id, id));
  if (person.keepsPassword && !kept.includes('beheerder')) await stopKeeping(w, id);
  await endAccess(w, id);
  w.record({
    about: { kind: 'casemanager', id },
    what: 'account-saved',
    details: { roles: kept.join(' '), by: 'sso' },
  });
  w.changed({ roster: true });
  return true;
}
