import { eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { Fragment } from 'postgres';
import { organisations, staff } from '#db/schema/index.ts';
import type { Ctx } from '#server/kernel/context.ts';
import { may, reachFor } from './may.ts';
import type { Action, policy, Reach, Role } from './policy.ts';

// To what of a kind somebody has a right: the rule of the table as a condition on a query of the builder, on raw SQL, and
// on rows in memory. A test holds the three equal.

/** Actions that are for staff alone. */
export type StaffAction = {
  [A in Action]: keyof (typeof policy)[A] extends Role ? A : never;
}[Action];

interface Within {
  /** Whoever asks. */
  me: string;
  team: string | null;
  organisation: string;
  reach: Reach;
}

function within(ctx: Pick<Ctx, 'actor'>, action: StaffAction): Within {
  const { staff: self } = may(ctx, action);
  const reach = reachFor(ctx.actor, action);
  if (reach === undefined)
    throw new Error(`expected ${self.roles.join(' and ')} to have a right to ${action}`);
  return { me: self.id, team: self.team?.id ?? null, organisation: self.organisation, reach };
}

const isWithTeam = (reach: Reach) => reach === 'team' || reach === 'team-or-nobody';

/**
 * The condition on a query that joins `staff` on whose the row is; also of those who are no longer active. Where the right
 * goes as far as the organisation, it joins `organisations` on that.
 */
export function scope(ctx: Pick<Ctx, 'actor'>, action: StaffAction): SQL | undefined {
  const { me, team, organisation, reach } = within(ctx, action);
  if (reach === 'all') return sql`true`;
  if (reach === 'organisation') return eq(organisations.id, organisation);
  const theirs =
    isWithTeam(reach) && team !== null ? or(eq(staff.id, me), eq(staff.teamId, team)) : eq(staff.id, me);
  return reach === 'team-or-nobody' ? or(theirs, isNull(staff.id)) : theirs;
}

/** The same for raw SQL that joins `staff` as `s`, or `organisations` as `o`. */
export function rawScope({ sql: raw, actor }: Pick<Ctx, 'sql' | 'actor'>, action: StaffAction): Fragment {
  const { me, team, organisation, reach } = within({ actor }, action);
  if (reach === 'all') return raw`true`;
  if (reach === 'organisation') return raw`(o.id = ${organisation})`;
  const theirs =
    isWithTeam(reach) && team !== null ? raw`s.id = ${me} or s.team_id = ${team}` : raw`s.id = ${me}`;
  return reach === 'team-or-nobody' ? raw`(${theirs} or s.id is null)` : raw`(${theirs})`;
}

/** Whose something is; null when nobody has taken it. The organisation is that of the thing, where it is of one. */
export type Owner = { id: string; team: string | null; organisation?: string } | null;

/** The same for what is in memory. */
export function inScope(ctx: Pick<Ctx, 'actor'>, action: StaffAction): (owner: Owner) => boolean {
  const { me, team, organisation, reach } = within(ctx, action);
  return (owner) => {
    if (reach === 'all') return true;
    if (reach === 'organisation') return owner?.organisation === organisation;
    if (owner === null) return reach === 'team-or-nobody';
    return owner.id === me || (isWithTeam(reach) && team !== null && owner.team === team);
  };
}

/** Those of a list who are in scope, whoever asks first, the rest in the order that they had. */
export function peopleInScope<Person extends { id: string; team: string | null }>(
  ctx: Pick<Ctx, 'actor'>,
  action: StaffAction,
  people: readonly Person[],
): Person[] {
  const { me } = within(ctx, action);
  const isIn = inScope(ctx, action);
  return people.filter(isIn).sort((a, b) => Number(b.id === me) - Number(a.id === me));
}
