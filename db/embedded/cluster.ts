import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { spawnAs } from './account.ts';
import { clusterFolder, type Place } from './place.ts';

const run = promisify(execFile);
const UNFINISHED = 'postgres.unfinished-';

/** The one role of an embedded cluster, and the name of its database. */
export const OWNER = 'doorstart';

/**
 * Makes sure that there is a whole cluster of our version in `place`, and gives its password.
 * A new one is made under another name and renamed when it is done: a folder called `postgres` is therefore
 * always a finished cluster, and what an interrupted start left behind can be told apart and thrown away.
 * Throws an Error that can be shown.
 */
export async function openCluster(place: Place, options: { sync: boolean; log: (line: string) => void }) {
  const cluster = clusterFolder(place.folder);
  await removeUnfinished(place.folder);
  const entries = await readdir(cluster).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`The data folder ${cluster} cannot be read (${error.code}).`);
  });
  if (entries?.length === 0) await rmdir(cluster);
  if (entries && entries.length > 0) {
    await checkVersion(cluster, place.binaries.major);
    return { cluster, password: await existingPassword(place.folder) };
  }
  options.log('Making a new database');
  const password = await makePassword(place);
  await makeCluster(place, cluster, options.sync);
  return { cluster, password };
}

async function removeUnfinished(folder: string) {
  for (const name of await readdir(folder)) {
    // An initdb that outlived its starter may still be writing: then the next start removes it.
    if (name.startsWith(UNFINISHED))
      await rm(join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

async function checkVersion(cluster: string, ours: string) {
  const theirs = (await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  if (theirs === ours) return;
  throw new Error(
    theirs
      ? `The data folder ${cluster} is of PostgreSQL ${theirs}, and this Doorstart brings PostgreSQL ${ours}. Move the data over with pg_dump, or set DATA_DIR to another folder. Nothing was changed.`
      : `The folder ${cluster} is not empty, but holds no PostgreSQL database. Move it away, or set DATA_DIR to another folder. Nothing was changed.`,
  );
}

const passwordFile = (folder: string) => join(folder, 'postgres-password');

async function existingPassword(folder: string): Promise<string> {
  const password = await readFile(passwordFile(folder), 'utf8').catch(() => '');
  if (password.trim()) return password.trim();
  throw new Error(
    `The file ${passwordFile(folder)} is missing or cannot be read. Put it back: it opens the database.`,
  );
}

async function makePassword(place: Place): Promise<string> {
  const password = randomBytes(24).toString('hex');
  const file = passwordFile(place.folder);
  await rm(file, { force: true });
  await writeFile(file, `${password}\n`, { mode: 0o600, flag: 'wx' });
  // initdb runs as that user and reads the file.
  if (place.account) await chown(file, place.account.uid, place.account.gid);
  return password;
}

async function makeCluster(place: Place, cluster: string, sync: boolean) {
  const unfinished = await mkdtemp(join(place.folder, UNFINISHED));
  if (place.account) await chown(unfinished, place.account.uid, place.account.gid);
  const flags = [
    `--pgdata=${unfinished}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile(place.folder)}`,
    '--auth=scram-sha-256',
    // The built-in C.UTF-8 is part of PostgreSQL: the same on every machine, also where no locale is set or
    // installed, and an update of the system cannot change the order that an index was built in.
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--set=timezone=UTC',
    '--set=log_timezone=UTC',
    '--no-instructions',
    ...(sync ? [] : ['--no-sync']),
  ];
  try {
    await run(place.binaries.initdb, flags, spawnAs(place.account));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    const said =
      error instanceof Error ? error.message.trim().split('\n').slice(-3).join(' ') : String(error);
    throw new Error(`A new database could not be made in ${place.folder}: ${said}`);
  }
  await rename(unfinished, cluster);
}
