import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, postgresAccount, spawnAs } from './account.ts';
import { type Binaries, findBinaries } from './binaries.ts';

const run = promisify(execFile);

/** Where root keeps what PostgreSQL's own user must be able to reach. */
const SHELF = '/var/lib/doorstart';
const POINTER = 'database-location';

/** Where the cluster lies, which programs run it and as whom (undefined: as ourselves). */
export type Place = { folder: string; binaries: Binaries; account: Account | undefined };

/** The cluster itself, inside a place's folder. */
export function clusterFolder(folder: string): string {
  return join(folder, 'postgres');
}

/**
 * Finds the place for the database of `dataDir`. That is `dataDir` itself, unless we are root and it lies
 * where PostgreSQL's user may not go: then a folder under /var/lib/doorstart, with a file in `dataDir`
 * that says which, for the next start. Throws an Error that can be shown.
 */
export async function findPlace(dataDir: string, log: (line: string) => void): Promise<Place> {
  const home = (await pointedAt(dataDir)) ?? dataDir;
  const existing = await stat(clusterFolder(home)).catch(() => undefined);
  const account = process.getuid?.() === 0 ? await accountFor(existing) : undefined;
  const binaries = await findBinaries({ account, shelf: SHELF });
  if (!account && existing && process.getuid && existing.uid !== process.getuid()) {
    throw new Error(
      `The database in ${home} belongs to another user (number ${existing.uid}). Start Doorstart as that user or as root, or set DATA_DIR to another folder.`,
    );
  }
  if (!account || (await mayEnter(home, account))) return { folder: home, binaries, account };
  if (existing) {
    throw new Error(
      `PostgreSQL does not run as root, and its user (number ${account.uid}) may not enter ${home}. Give it access, or set DATA_DIR to another folder.`,
    );
  }
  const folder = await makeFolder();
  await writeFile(join(dataDir, POINTER), `${folder}\n`);
  log(`Only root may enter ${dataDir}: the database is kept in ${folder}`);
  return { folder, binaries, account };
}

async function pointedAt(dataDir: string): Promise<string | undefined> {
  const pointer = join(dataDir, POINTER);
  const folder = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  if (!folder) return undefined;
  if (await stat(folder).catch(() => undefined)) return folder;
  throw new Error(
    `${pointer} says that the database is in ${folder}, but that folder is not there or may not be entered. Put it back, or remove ${pointer} to begin with an empty database.`,
  );
}

/** A cluster that was made by an ordinary user stays that user's. */
async function accountFor(existing: { uid: number; gid: number } | undefined): Promise<Account> {
  return existing && existing.uid !== 0 ? { uid: existing.uid, gid: existing.gid } : postgresAccount();
}

async function mayEnter(folder: string, account: Account): Promise<boolean> {
  return run('/bin/sh', ['-c', 'cd "$0"', folder], spawnAs(account)).then(
    () => true,
    () => false,
  );
}

async function makeFolder(): Promise<string> {
  await mkdir(SHELF, { recursive: true, mode: 0o755 });
  const folder = await mkdtemp(join(SHELF, 'data-'));
  await chmod(folder, 0o755);
  return folder;
}
