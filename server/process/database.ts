import { connect, type Sql, waitForDatabase } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { allowToRun, mayChangeAudit, readUser, refuseOlder } from '#db/roles.ts';
import { checkSession } from '#db/session.ts';
import type { Config } from '#server/config.ts';
import { openQueue } from '#server/jobs/openQueue.ts';
import type { Cleanup } from './cleanup.ts';

/**
 * The database, ready for use: the one that the settings name, or the one that comes with Doorstart.
 * `died` is called when the embedded one ends while we run. Throws an Error that can be shown.
 */
export async function openDatabase(
  config: Config,
  { cleanup, say, died }: { cleanup: Cleanup; say: (line: string) => void; died: (error: Error) => void },
) {
  let url = config.databaseUrl;
  if (url === undefined) {
    say('Starting the database that comes with Doorstart');
    const embedded = await startEmbedded({ dataDir: config.dataDir, log: say });
    cleanup.add(embedded.stop);
    embedded.died.then(died);
    url = embedded.url;
  }
  const { sql, db, close } = connect(url);
  cleanup.add(close);
  await waitForDatabase(sql, { seconds: 15 });
  await checkSession(sql);
  await bringUpToDate(sql, { url, migrateUrl: config.migrateUrl, say });
  // A server that stood still for months has no table for this one, and nothing can be changed without.
  await sql`select make_audit_months()`;
  if (config.mode === 'production' && (await mayChangeAudit(sql)))
    say(
      'The user of DATABASE_URL may change the audit log: docs/operations.md says how to run with one that may not',
    );
  return { url, sql, db };
}

async function bringUpToDate(
  sql: Sql,
  { url, migrateUrl, say }: { url: string; migrateUrl: string | undefined; say: (line: string) => void },
): Promise<void> {
  const user = await readUser(sql);
  if (migrateUrl === undefined) return user.owns ? migrate(url, say) : refuseOlder(sql);
  await migrate(migrateUrl, say);
  // A later pg-boss changes its tables when it starts, which is for their owner.
  const queue = await openQueue(migrateUrl, { lostSeconds: 30, onTrouble: () => {} });
  await queue.stop();
  const owner = connect(migrateUrl, { max: 1 });
  try {
    const { name } = await readUser(owner.sql);
    if (name !== user.name) await allowToRun(owner.sql, user.name);
  } finally {
    await owner.close();
  }
}
