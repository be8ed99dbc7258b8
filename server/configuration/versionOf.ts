import { and, eq, max } from 'drizzle-orm';
import type { Database } from '#db/client.ts';
import { configurationChanges } from '#db/schema/index.ts';
import type { ConfigurationKind } from '#server/setup/configuration.ts';

/** The version of one of a kind: the id of its last change; 0 before the first. */
export async function versionOf(tx: Database, kind: ConfigurationKind, subject: string): Promise<number> {
  const [row] = await tx
    .select({ id: max(configurationChanges.id) })
    .from(configurationChanges)
    .where(and(eq(configurationChanges.kind, kind), eq(configurationChanges.subject, subject)));
  return row?.id ?? 0;
}
