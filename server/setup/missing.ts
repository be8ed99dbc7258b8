import type { Database } from '#db/client.ts';
import * as tables from '#db/schema/index.ts';
import { settingsSchema } from '#server/settings/schema.ts';
import { showPath, toProblems } from './problems.ts';

const privacy =
  'settings.privacy is missing: expected the controller and the data protection officer, for the privacy statement';

/**
 * What the settings in the database lack to serve the public, each as one line with what was expected.
 * Nothing when they are complete.
 */
export async function missingSettings(db: Database): Promise<string[]> {
  const [row] = await db.select().from(tables.settings);
  const parsed = settingsSchema.safeParse(row?.values ?? {});
  if (parsed.success) return parsed.data.privacy ? [] : [privacy];
  return toProblems(parsed.error.issues).map(
    ({ path, message }) => `${showPath(['settings', ...path])}: ${message}`,
  );
}
