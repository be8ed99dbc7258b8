import { and, eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { firstOrganisation, firstTeam, organisations, teams } from '#db/schema/index.ts';
import { differences, noChanges, note } from './changes.ts';
import type { Known } from './known.ts';
import type { SetupOrganisation, SetupTeam } from './schema.ts';

/** The columns of an organisation as the file says it. */
export const organisationColumns = ({ name, kind, contact, active = true }: SetupOrganisation) => ({
  name,
  kind,
  ...(contact !== undefined && {
    contactFunction: contact?.function ?? null,
    contactEmail: contact?.email ?? null,
    contactPhone: contact?.phone ?? null,
  }),
  active,
});

/** An organisation is known by its name; the gemeente itself is known whatever its name. */
export async function writeOrganisations(tx: Database, given: readonly SetupOrganisation[], known: Known) {
  const changes = noChanges();
  for (const organisation of given) {
    const row = known.organisations.find(({ id, name }) =>
      organisation.own ? id === firstOrganisation : name === organisation.name,
    );
    const { active, ...columns } = organisationColumns(organisation);
    const wanted = { ...columns, ...(organisation.active !== undefined && { active }) };
    const different = row && differences(row, wanted);
    if (!row) await tx.insert(organisations).values(wanted);
    else if (different) await tx.update(organisations).set(different).where(eq(organisations.id, row.id));
    note(changes, organisation.name, row, different);
  }
  return changes;
}

/** A team is known by its name within its organisation, which may be one of the same file. */
export async function writeTeams(tx: Database, given: readonly SetupTeam[]) {
  const changes = noChanges();
  for (const { name, organisation, task, active, first } of given) {
    const organisationId = await organisationCalled(tx, organisation);
    const isIt = first
      ? eq(teams.id, firstTeam)
      : and(eq(teams.organisationId, organisationId), eq(teams.name, name));
    const [row] = await tx.select().from(teams).where(isIt);
    const different = row && differences(row, { name, task, active });
    if (!row)
      await tx.insert(teams).values({ name, organisationId, task, ...(active !== undefined && { active }) });
    else if (different) await tx.update(teams).set(different).where(eq(teams.id, row.id));
    note(changes, name, row, different);
  }
  return changes;
}

/** The id of an organisation by its name; without one it is the gemeente. It was checked to be there. */
export async function organisationCalled(tx: Database, name: string | undefined): Promise<string> {
  if (name === undefined) return firstOrganisation;
  const [row] = await tx
    .select({ id: organisations.id })
    .from(organisations)
    .where(eq(organisations.name, name));
  if (!row) throw new Error('an organisation was checked to be there, but is not');
  return row.id;
}
