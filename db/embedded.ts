import { mkdir } from 'node:fs/promises';
import postgres from 'postgres';
import { OWNER, openCluster } from './embedded/cluster.ts';
import { stopLeftovers } from './embedded/leftovers.ts';
import { claimFolder, type Release } from './embedded/lock.ts';
import { findPlace } from './embedded/place.ts';
import { startPostmaster } from './embedded/postmaster.ts';
import { sessionSettings } from './session.ts';

/** `url` connects to the database; `died` settles only when it ends by itself; `stop` keeps the data. */
export type Embedded = { url: string; pid: number; died: Promise<Error>; stop: () => Promise<void> };

export type EmbeddedOptions = {
  /** The data folder, absolute; made when missing. */
  dataDir: string;
  log: (line: string) => void;
  /** For tests: no waiting for the disk, nothing survives a power cut. */
  throwaway?: boolean;
};

/**
 * Starts the PostgreSQL that comes with Doorstart on `dataDir`, whatever an earlier start left there: the
 * data is kept after `kill -9` of the server, of PostgreSQL or of both. Runs as root too.
 * Throws an Error whose message can be shown as it is, for example when another Doorstart has the folder.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dataDir, log, throwaway = false } = options;
  await mkdir(dataDir, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `The data folder ${dataDir} cannot be made (${error.code}). Set DATA_DIR to another folder.`,
    );
  });
  const releases = [await claimFolder(dataDir)];
  const releaseAll = async () => {
    for (const release of releases) await release();
  };
  try {
    return await start(dataDir, { log, throwaway, releases, releaseAll });
  } catch (error) {
    await releaseAll();
    throw error;
  }
}

type Inner = { log: (line: string) => void; throwaway: boolean; releases: Release[]; releaseAll: Release };

async function start(dataDir: string, { log, throwaway, releases, releaseAll }: Inner): Promise<Embedded> {
  const place = await findPlace(dataDir, log);
  // A copied project points at the same database as the original.
  if (place.folder !== dataDir) releases.push(await claimFolder(place.folder));
  const { cluster, password } = await openCluster(place, { sync: !throwaway, log });
  await stopLeftovers(cluster, log);
  const settings: Record<string, string> = throwaway
    ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }
    : {};
  const postmaster = await startPostmaster({ place, cluster, settings, log });
  const stop = async () => {
    await postmaster.stop();
    await releaseAll();
  };
  try {
    const url = `postgres://${OWNER}:${password}@127.0.0.1:${postmaster.port}`;
    await ensureDatabase(url);
    return { url: `${url}/${OWNER}`, pid: postmaster.pid, died: postmaster.died, stop };
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
}

/** Looked at on every start: a first start may have been killed before it came this far. */
async function ensureDatabase(url: string) {
  const sql = postgres(`${url}/postgres`, { max: 1, onnotice: () => {}, connection: sessionSettings });
  try {
    const found = await sql`select 1 from pg_database where datname = ${OWNER}`;
    if (found.length === 0) await sql`create database ${sql(OWNER)}`;
  } finally {
    await sql.end();
  }
}
