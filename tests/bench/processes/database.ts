import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';

export type BenchCluster = Awaited<ReturnType<typeof startCluster>>;

/** A throwaway PostgreSQL that waits for the disk as in real use, unlike the one of the tests. */
export async function startCluster() {
  const folder = await mkdtemp(join(tmpdir(), 'doorstart-bench-'));
  // Open to PostgreSQL's own user, for when we are root.
  await chmod(folder, 0o755);
  const embedded = await startEmbedded({ dataDir: folder, log: () => {} });
  const admin = connect(embedded.url, { max: 1 });
  return {
    /** For what else a server under test wants to keep. */
    folder,
    /** A new, empty database. Gives its address. */
    async database(name: string): Promise<string> {
      await admin.sql`create database ${admin.sql(name)}`;
      const url = new URL(embedded.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    async stop() {
      await admin.close();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A new database with the product's tables, and a pool on it. */
export async function productDatabase(cluster: BenchCluster, name: string) {
  const url = await cluster.database(name);
  await migrate(url, () => {});
  return { url, ...connect(url) };
}
