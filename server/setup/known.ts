import type { Database } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';

/** What the database holds already of what a setup file speaks of. */
export type Known = Awaited<ReturnType<typeof readKnown>>;

export async function readKnown(tx: Database) {
  const [settings] = await tx.select().from(tables.settings);
  return {
    settings,
    locations: await tx.select().from(tables.locations),
    topics: await tx.select().from(tables.topics),
    staff: await tx.select().from(tables.staff),
    rules: await tx.select().from(tables.weeklyRules),
    closures: await tx.select().from(tables.closures),
  };
}
