import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawnAs } from './account.ts';
import type { Place } from './place.ts';

/** A running PostgreSQL. `died` settles only when it ends without having been asked to. */
export type Postmaster = { pid: number; port: number; died: Promise<Error>; stop: () => Promise<void> };

type Options = {
  place: Place;
  cluster: string;
  settings: Record<string, string>;
  log: (line: string) => void;
};

/**
 * Starts PostgreSQL on `cluster` on 127.0.0.1 and a free port, and waits until it takes connections.
 * It tries again where that helps: the port was taken in between, or a killed predecessor's memory is not
 * let go yet. Throws an Error that can be shown, with PostgreSQL's own last words.
 */
export async function startPostmaster(options: Options): Promise<Postmaster> {
  const giveUp = Date.now() + 20_000;
  for (;;) {
    const attempt = await tryToStart(options);
    if (attempt.postmaster) return attempt.postmaster;
    const mayPass = /pre-existing shared memory|could not bind|could not create any TCP/.test(attempt.words);
    if (!mayPass || Date.now() > giveUp) {
      throw new Error(
        `PostgreSQL does not start on ${options.cluster}: ${attempt.words || 'it said nothing'}`,
      );
    }
    await sleep(300);
  }
}

type Attempt = { postmaster: Postmaster; words?: never } | { postmaster?: never; words: string };

async function tryToStart({ place, cluster, settings, log }: Options): Promise<Attempt> {
  const port = await freePort();
  const logFile = join(place.folder, 'postgres.log');
  const output = await open(logFile, 'w', 0o600);
  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(place.binaries.postgres, ['-D', cluster, ...flags], {
    ...spawnAs(place.account),
    // A session of its own: Ctrl-C in the terminal must reach our server only, which stops the database last.
    detached: true,
    // A file, not a pipe: it must be able to go on when we are killed.
    stdio: ['ignore', output.fd, output.fd],
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  await output.close();
  const ready = await becomesReady(child, cluster, ended, log);
  if (ready && child.pid !== undefined) return { postmaster: watch(child, child.pid, port, ended, logFile) };
  const words = (await readFile(logFile, 'utf8')).split('\n').filter((line) => /FATAL|ERROR|HINT/.test(line));
  return { words: words.slice(-3).join(' ') || (await ended) };
}

/** PostgreSQL writes "ready" on the eighth line of postmaster.pid: the same in every language. */
async function becomesReady(
  child: ChildProcess,
  cluster: string,
  ended: Promise<string>,
  log: (line: string) => void,
) {
  let running = true;
  void ended.then(() => {
    running = false;
  });
  const began = Date.now();
  let told = false;
  while (running) {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (lines[0] === String(child.pid) && lines[7]?.trim() === 'ready') return true;
    if (!told && Date.now() - began > 3_000) {
      told = true;
      log('The database is recovering from an unclean stop; this can take a while');
    }
    await sleep(15);
  }
  return false;
}

function watch(
  child: ChildProcess,
  pid: number,
  port: number,
  ended: Promise<string>,
  logFile: string,
): Postmaster {
  let stopping: Promise<void> | undefined;
  let running = true;
  // When our process ends without stop(), the database must not stay behind.
  const lastResort = () => child.kill('SIGINT');
  process.once('exit', lastResort);
  const died = new Promise<Error>((resolve) => {
    void ended.then((how) => {
      running = false;
      process.removeListener('exit', lastResort);
      if (!stopping)
        resolve(new Error(`The database stopped unexpectedly (${how}). What it said is in ${logFile}`));
    });
  });
  const finish = async () => {
    for (const [name, patience] of [
      ['SIGINT', 10_000],
      ['SIGQUIT', 10_000],
      ['SIGKILL', 5_000],
    ] as const) {
      if (!running) return;
      child.kill(name);
      const enough = new AbortController();
      await Promise.race([ended, sleep(patience, undefined, { signal: enough.signal }).catch(() => {})]);
      enough.abort();
    }
  };
  const stop = () => {
    stopping ??= finish();
    return stopping;
  };
  return { pid, port, died, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
