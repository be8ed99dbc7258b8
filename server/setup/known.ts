import { asc, eq } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';

/** What the database holds already of what a setup file speaks of. */
export type Known = Awaited<ReturnType<typeof readKnown>>;

export async function readKnown(tx: Database) {
  const [settings] = await tx.select().from(tables.settings);
  return {
    settings,
    locations: await tx.select().from(tables.locations),
    organisations: await tx.select().from(tables.organisations),
    teams: await readTeams(tx),
    topics: await tx.select().from(tables.topics),
    staff: await tx.select().from(tables.staff),
    rules: await tx.select().from(tables.weeklyRules),
    closures: await tx.select().from(tables.closures),
  };
}

/** Teams with the name of their organisation, as a file says it: of the gemeente itself it says none. */
export async function readTeams(tx: Database) {
  const rows = await tx
    .select({ team: tables.teams, organisation: tables.organisations.name })
    .from(tables.teams)
    .innerJoin(tables.organisations, eq(tables.organisations.id, tables.teams.organisationId))
    .orderBy(asc(tables.teams.name), asc(tables.teams.id));
  return rows.map(({ team, organisation }) => ({
    ...team,
    organisation: team.organisationId === tables.firstOrganisation ? undefined : organisation,
  }));
}
