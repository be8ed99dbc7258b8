import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { type ConnectOptions, connect } from '#db/client.ts';
import { type Embedded, startEmbedded } from '#db/embedded.ts';
import { MIGRATIONS, migrate } from '#db/migrate.ts';

/** A cluster of its own, for tests that kill it; `stop` also removes its data. */
export type Cluster = Embedded & { dataDir: string };

/** Starts an empty throwaway cluster. `npm test` starts one for all; see `testDatabase`. */
export async function throwawayCluster(): Promise<Cluster> {
  const dataDir = await mkdtemp(join(await quickFolder(), 'doorstart-test-'));
  // Open to PostgreSQL's own user, for when we are root.
  await chmod(dataDir, 0o755);
  const embedded = await startEmbedded({ dataDir, log: () => {}, throwaway: true });
  const stop = async () => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { ...embedded, dataDir, stop };
}

/** Far more than the databases take that tests have at once, and the log of their changes. */
const roomOfCluster = 4 * 1024 ** 3;

/** A folder in memory where there is room: to a disk, making a database of a thousand files costs several times the work. */
async function quickFolder(): Promise<string> {
  const memory = '/dev/shm';
  const found = await statfs(memory).catch(() => null);
  const room = found === null ? 0 : Math.min(found.bavail * found.bsize, process.availableMemory());
  return room > roomOfCluster ? memory : tmpdir();
}

interface TestDatabaseOptions extends ConnectOptions {
  /** What every session in it begins with, by `alter database` and, of higher rank, by `alter role`. */
  settings?: Record<string, string>;
}

/**
 * A fresh database with all tables and no rows, on a connection pool of its own. `drop` closes and removes
 * it. It lives in the cluster that `npm test` starts, also for one file: `npm test -- tests/integration/x.test.ts`.
 */
export async function testDatabase({ settings = {}, ...pool }: TestDatabaseOptions = {}) {
  const clusterUrl = process.env.TEST_POSTGRES_URL;
  if (clusterUrl === undefined) {
    throw new Error(
      'expected TEST_POSTGRES_URL; run this file with: npm test -- tests/integration/NAME.test.ts',
    );
  }
  const admin = postgres(clusterUrl, { max: 1, onnotice: () => {} });
  const template = await ensureTemplate(admin, clusterUrl);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await admin`create database ${admin(name)} template ${admin(template)}`;
  const url = withDatabase(clusterUrl, name);
  for (const [setting, value] of Object.entries(settings)) {
    const assignment = admin`set ${admin(setting)} = ${admin.unsafe(`'${value}'`)}`;
    await admin`alter database ${admin(name)} ${assignment}`;
    await admin`alter role current_user in database ${admin(name)} ${assignment}`;
  }
  const { sql, db, close } = connect(url, pool);
  const drop = async () => {
    await close();
    await admin`drop database if exists ${admin(name)} with (force)`;
    await admin.end();
  };
  return { url, sql, db, drop };
}

/** Migrated once per set of migrations, however many processes ask for it at once. */
async function ensureTemplate(admin: postgres.Sql, clusterUrl: string): Promise<string> {
  const name = `template_${await migrationsHash()}`;
  const exists = async () => (await admin`select 1 from pg_database where datname = ${name}`).length > 0;
  if (await exists()) return name;
  await admin`select pg_advisory_lock(hashtext(${name}))`;
  try {
    if (await exists()) return name;
    const draft = `${name}_draft`;
    await admin`drop database if exists ${admin(draft)} with (force)`;
    await admin`create database ${admin(draft)}`;
    await migrate(withDatabase(clusterUrl, draft), () => {});
    await admin`alter database ${admin(draft)} rename to ${admin(name)}`;
    return name;
  } finally {
    await admin`select pg_advisory_unlock(hashtext(${name}))`;
  }
}

async function migrationsHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.sql')).sort()) {
    hash.update(name).update(await readFile(join(MIGRATIONS, name)));
  }
  return hash.digest('hex').slice(0, 16);
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
