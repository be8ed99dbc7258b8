import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { firstOrganisation, teams } from '#db/schema/index.ts';

/** The ids of teams of the gemeente by their names; those that are not there yet are made. */
export async function teamsCalled(
  tx: Pick<Database, 'select' | 'insert'>,
  names: readonly string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(names)];
  if (wanted.length === 0) return new Map();
  await tx
    .insert(teams)
    .values(wanted.map((name) => ({ name })))
    .onConflictDoNothing();
  const rows = await tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(and(eq(teams.organisationId, firstOrganisation), inArray(teams.name, wanted)));
  return new Map(rows.map(({ id, name }) => [name, id]));
}
