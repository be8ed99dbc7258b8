import { asc, desc, eq, sql } from 'drizzle-orm';
import {
  firstOrganisation,
  organisations,
  outbox,
  passwordLinks,
  passwordRequests,
  sessions,
  signInFactors,
  ssoLinks,
  staff,
  teams,
} from '#db/schema/index.ts';
import type { organisationKinds, passwordLinkKinds } from '#db/schema/words.ts';
import { may } from '#server/access/may.ts';
import type { Role } from '#server/access/policy.ts';
import { viewed } from '#server/access/viewed.ts';
import type { Ctx } from '#server/accounts/context.ts';

export type WayIn = 'password' | 'sso' | 'both' | 'none';

/** Somebody who works here, or did, as a beheerder sees them. Instants are epoch ms. */
export interface Person {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  /** At least one. */
  roles: readonly Role[];
  organisation: Organisation;
  team: { id: string; name: string } | null;
  active: boolean;
  /**
   * With a password, at the provider that is configured now, either, or not yet. A link to another provider, from before, is no way
   * in, and neither is a password that they may keep and have not set.
   */
  wayIn: WayIn;
  /** Whether there is a way in: until then nobody signs in as them. */
  canSignIn: boolean;
  /** Whether they sign in at the provider of single sign-on, and whether they keep a password beside it. */
  sso: boolean;
  keepsPassword: boolean;
  /** The link to set one that was made last and was not used. */
  link: { kind: (typeof passwordLinkKinds)[number]; expiresAt: number } | null;
  /** When they asked for a new password; null when they did not, or got a link since. */
  askedPassword: number | null;
  /** There is a link, and the mail with it did not come. */
  linkLost: boolean;
  /** Whether they have a second factor. */
  hasFactor: boolean;
  /** The last use of a session that is still there. */
  lastSeen: number | null;
  /** To send along with a change. */
  version: number;
}

export interface Team {
  id: string;
  name: string;
  organisation: string;
}

export interface Organisation {
  id: string;
  name: string;
  kind: (typeof organisationKinds)[number];
}

/** Where somebody can work. */
export interface Workplaces {
  /** The gemeente itself first. */
  organisations: Organisation[];
  teams: Team[];
}

const lastUsed =
  sql<Date | null>`(select max(${sessions.lastUsedAt}) from ${sessions} where ${sessions.userId} = ${staff.id})`.mapWith(
    sessions.lastUsedAt,
  );

/** Whether the last mail with a link did not come. */
const isLinkLost = sql<boolean>`coalesce((
  select mail.state = 'permanent-failure' from ${outbox} mail
  where mail.account_id = ${staff.id} and mail.kind in ('account-invitation', 'password-link')
  order by mail.created_at desc limit 1), false)`;

const hasFactor = sql<boolean>`exists (select from ${signInFactors} where ${signInFactors.staffId} = ${staff.id})`;

const select = (ctx: Ctx) =>
  ctx.db
    .select({
      account: staff,
      organisation: { id: organisations.id, name: organisations.name, kind: organisations.kind },
      team: { id: teams.id, name: teams.name },
      link: { kind: passwordLinks.kind, expiresAt: passwordLinks.expiresAt },
      issuer: ssoLinks.issuer,
      askedAt: passwordRequests.askedAt,
      hasFactor,
      isLinkLost,
      lastSeen: lastUsed,
    })
    .from(staff)
    .innerJoin(organisations, eq(organisations.id, staff.organisationId))
    .leftJoin(teams, eq(teams.id, staff.teamId))
    .leftJoin(passwordLinks, eq(passwordLinks.staffId, staff.id))
    .leftJoin(ssoLinks, eq(ssoLinks.staffId, staff.id))
    .leftJoin(passwordRequests, eq(passwordRequests.staffId, staff.id));

type Row = Awaited<ReturnType<typeof select>>[number];

const personOf = (
  { sso }: Ctx,
  { account, organisation, team, link, issuer, askedAt, hasFactor: has, isLinkLost: isLost, lastSeen }: Row,
): Person => {
  const isLinked = issuer !== null && issuer === sso?.provider.issuer;
  const wayIn = wayInOf(account.passwordHash !== null, isLinked);
  return {
    id: account.id,
    firstName: account.firstName,
    lastName: account.lastName,
    email: account.email,
    roles: account.roles,
    organisation,
    team,
    active: account.active,
    wayIn,
    canSignIn: wayIn !== 'none',
    sso: issuer !== null,
    keepsPassword: account.keepsPassword,
    link: link && { kind: link.kind, expiresAt: link.expiresAt.getTime() },
    linkLost: link !== null && isLost,
    askedPassword: askedAt?.getTime() ?? null,
    hasFactor: has,
    lastSeen: lastSeen?.getTime() ?? null,
    version: account.accountVersion,
  };
};

function wayInOf(hasPassword: boolean, isLinked: boolean): WayIn {
  if (isLinked) return hasPassword ? 'both' : 'sso';
  return hasPassword ? 'password' : 'none';
}

/** Everybody who works here or did, who does first, by name; and where they can work. */
export async function readPeople(ctx: Ctx): Promise<{ people: Person[] } & Workplaces> {
  may(ctx, 'people.read');
  viewed(ctx, 'people.read', { kind: 'people' });
  const [rows, workplaces] = await Promise.all([
    select(ctx).orderBy(desc(staff.active), asc(staff.firstName), asc(staff.lastName), asc(staff.id)),
    readWorkplaces(ctx),
  ]);
  return { people: rows.map((row) => personOf(ctx, row)), ...workplaces };
}

/** One of them; undefined for an id that nobody has. */
export async function readPerson(
  ctx: Ctx,
  id: string,
): Promise<({ person: Person } & Workplaces) | undefined> {
  may(ctx, 'people.read');
  const [[row], workplaces] = await Promise.all([select(ctx).where(eq(staff.id, id)), readWorkplaces(ctx)]);
  if (!row) return undefined;
  viewed(ctx, 'people.read', { kind: 'person', id });
  return { person: personOf(ctx, row), ...workplaces };
}

async function readWorkplaces({ db }: Ctx): Promise<Workplaces> {
  const [places, all] = await Promise.all([
    db
      .select({ id: organisations.id, name: organisations.name, kind: organisations.kind })
      .from(organisations)
      .where(eq(organisations.active, true))
      .orderBy(desc(eq(organisations.id, firstOrganisation)), asc(organisations.name)),
    db
      .select({ id: teams.id, name: teams.name, organisation: teams.organisationId })
      .from(teams)
      .where(eq(teams.active, true))
      .orderBy(asc(teams.name), asc(teams.id)),
  ]);
  return { organisations: places, teams: all };
}
