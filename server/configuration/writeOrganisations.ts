import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { firstOrganisation, organisations, teams } from '#db/schema/index.ts';
import { type organisationKinds, roles } from '#db/schema/words.ts';
import { endPerson } from '#server/accounts/endPerson.ts';
import { rolesFit } from '#server/accounts/rolesFit.ts';
import { stillOpen } from '#server/accounts/stillOpen.ts';
import type { Write } from '#server/kernel/write.ts';
import { organisationCalled, organisationColumns } from '#server/setup/organisations.ts';
import type { Ctx } from './context.ts';
import type { Refusal } from './refusal.ts';
import { removeUnused, type Writer } from './writer.ts';

export const writeTeam: Writer<'team'> = async (w, { id, before, after }) => {
  const tx = w.ctx.db;
  const { name, organisation, task, active = true } = after ?? {};
  const isEnding = after === null || !active;
  const inTheWay = before && isEnding ? await heldBy(w, id) : null;
  if (inTheWay) return inTheWay;
  if (after === null || name === undefined)
    return removeUnused(w, (part) => part.delete(teams).where(eq(teams.id, id)));
  const organisationId = await organisationCalled(tx, organisation);
  const [owner] = await tx
    .select({ active: organisations.active })
    .from(organisations)
    .where(eq(organisations.id, organisationId));
  if (active && owner?.active === false) return { because: 'organisation-ended', names: [] };
  if (before?.organisation !== organisation && before) return { because: 'team-moves', names: [] };
  if (before)
    await tx
      .update(teams)
      .set({ name, active, ...(task && { task }) })
      .where(eq(teams.id, id));
  else await tx.insert(teams).values({ id, name, organisationId, task, active });
  return null;
};

const namesSchema = z.array(z.object({ name: z.string() }));

/** What a team still has: members who sign in, or replies of its own for the chat. */
async function heldBy({ tx }: Write<Ctx>, id: string): Promise<Refusal | null> {
  const members = namesSchema.parse(
    await tx`
      select first_name || ' ' || last_name as name from staff where team_id = ${id} and active order by 1`,
  );
  if (members.length > 0) return { because: 'team-members', names: members.map(({ name }) => name) };
  const [reply] = await tx`select from chat_canned_replies where team_id = ${id} limit 1`;
  return reply ? { because: 'team-replies', names: [] } : null;
}

/** An organisation; with its end nobody of it signs in any more, in the same step. */
export const writeOrganisation: Writer<'organisation'> = async (w, { id, before, after }) => {
  const tx = w.ctx.db;
  if (after === null) {
    if (id === firstOrganisation) return { because: 'own-organisation', names: [] };
    return removeUnused(w, (part) => part.delete(organisations).where(eq(organisations.id, id)));
  }
  const columns = organisationColumns(after);
  if (!columns.active) {
    if (id === firstOrganisation) return { because: 'own-organisation', names: [] };
    const refused = await endPeople(w, id);
    if (refused) return refused;
  }
  const misfits = before && before.kind !== after.kind ? await findMisfits(w, id, after.kind) : null;
  if (misfits) return misfits;
  if (before) await tx.update(organisations).set(columns).where(eq(organisations.id, id));
  else await tx.insert(organisations).values({ id, ...columns });
  return null;
};

const rolesSchema = z.array(z.object({ name: z.string(), roles: z.array(z.enum(roles)) }));

/** Why an organisation cannot become one of another kind; null when it can. */
async function findMisfits(
  { tx }: Write<Ctx>,
  id: string,
  kind: (typeof organisationKinds)[number],
): Promise<Refusal | null> {
  if (id === firstOrganisation) return { because: 'own-kind', names: [] };
  const people = rolesSchema.parse(
    await tx`
      select first_name || ' ' || last_name as name, roles from staff
      where organisation_id = ${id} and active order by 1`,
  );
  const names = people.flatMap((one) => (rolesFit(kind, one.roles) ? [] : [one.name]));
  return names.length > 0 ? { because: 'roles-elsewhere', names } : null;
}

const peopleSchema = z.array(z.object({ id: z.uuid(), name: z.string() }));

/** Ends the accounts of an organisation, each as if by itself; all of them, or none. */
async function endPeople(w: Write<Ctx>, organisation: string): Promise<Refusal | null> {
  const people = peopleSchema.parse(
    await w.tx`
      select id, first_name || ' ' || last_name as name from staff
      where organisation_id = ${organisation} and active order by 2, 1`,
  );
  // Looked at first: what is undone later would stand in the log as done.
  for (const { id, name } of people)
    if (await stillOpen(w, id)) return { because: 'still-open', names: [name] };
  for (const { id, name } of people) {
    const ended = await endPerson(w.ctx, id);
    if (!ended.ok) return { because: ended.error === 'unknown' ? 'in-use' : ended.error, names: [name] };
  }
  return null;
}
