import type { Database } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { showPath, toProblems } from './problems.ts';

/** What is wrong with the settings in the database, each as one line with what was expected; nothing when they can be read. */
export async function wrongSettings(db: Database): Promise<string[]> {
  const [row] = await db.select().from(tables.settings);
  const parsed = settingsSchema.safeParse(row?.values ?? {});
  if (parsed.success) return [];
  return toProblems(parsed.error.issues).map(
    ({ path, message }) => `${showPath(['settings', ...path])}: ${message}`,
  );
}
