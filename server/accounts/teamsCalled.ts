import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { firstOrganisation, teams } from '#db/schema/index.ts';

/** The ids of teams of an organisation, or the gemeente, by their names, and how many of them were not there yet and are made. */
export async function teamsCalled(
  tx: Pick<Database, 'select' | 'insert'>,
  names: readonly string[],
  organisationId: string = firstOrganisation,
): Promise<{ ids: ReadonlyMap<string, string>; made: number }> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return { ids: new Map(), made: 0 };
  const made = await tx
    .insert(teams)
    .values(wanted.map((name) => ({ name, organisationId })))
    .onConflictDoNothing()
    .returning({ id: teams.id });
  const rows = await tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(and(eq(teams.organisationId, organisationId), inArray(teams.name, wanted)));
  return { ids: new Map(rows.map(({ id, name }) => [name, id])), made: made.length };
}
