import { connect, waitForDatabase } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { checkSession } from '#db/session.ts';
import type { Config } from '#server/config.ts';
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
  await migrate(url, say);
  return { url, sql, db };
}
