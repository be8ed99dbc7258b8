import { execFile } from 'node:child_process';
import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * Stops what a killed Doorstart or a killed PostgreSQL left running on this cluster, so that a new one can
 * start on the same data. Only processes that are PostgreSQL and work in this very folder are touched: the
 * number in postmaster.pid may have been given to another program since.
 * Call it only while holding the folder's lock. Throws an Error that can be shown.
 */
export async function stopLeftovers(cluster: string, log: (line: string) => void): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const folder = await realpath(cluster);
  const noted = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (noted > 1 && (await worksIn(noted, folder))) {
    log(`Stopping the database that an earlier start left running (process ${noted})`);
    // SIGINT: end all sessions and close the data properly. SIGQUIT: at once, it recovers at the next start.
    signal(noted, 'SIGINT');
    if (!(await gone(async () => ((await worksIn(noted, folder)) ? 1 : 0), 10_000))) signal(noted, 'SIGQUIT');
  }
  // A postmaster that was killed leaves processes that notice soon, unless they are busy.
  const counted = async () => (await processesIn(folder)).length;
  if (!(await gone(counted, 2_000))) {
    for (const pid of await processesIn(folder)) signal(pid, 'SIGQUIT');
    if (!(await gone(counted, 5_000))) for (const pid of await processesIn(folder)) signal(pid, 'SIGKILL');
    if (!(await gone(counted, 2_000))) {
      const left = (await processesIn(folder)).join(', ');
      throw new Error(
        `A PostgreSQL that was left running on ${cluster} does not stop (process ${left}). Stop it by hand.`,
      );
    }
  }
  await rm(pidFile, { force: true });
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself in the meantime.
  }
}

async function gone(count: () => Promise<number>, milliseconds: number): Promise<boolean> {
  for (let waited = 0; waited <= milliseconds; waited += 25) {
    if ((await count()) === 0) return true;
    await sleep(25);
  }
  return false;
}

async function processesIn(folder: string): Promise<number[]> {
  if (process.platform !== 'linux') {
    const pid = Number.parseInt(await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => ''), 10);
    return pid > 1 && (await worksIn(pid, folder)) ? [pid] : [];
  }
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const hits = await Promise.all(pids.map((pid) => worksIn(pid, folder)));
  return pids.filter((_, index) => hits[index]);
}

/** Every PostgreSQL process works in its data folder; a zombie works nowhere, so it does not count. */
async function worksIn(pid: number, folder: string): Promise<boolean> {
  try {
    if (process.platform === 'linux') {
      if ((await readlink(`/proc/${pid}/cwd`)) !== folder) return false;
      return (await readFile(`/proc/${pid}/comm`, 'utf8')).trim() === 'postgres';
    }
    const { stdout } = await run('ps', ['-o', 'command=', '-p', String(pid)]);
    return stdout.includes('postgres') && stdout.includes(folder);
  } catch {
    return false;
  }
}
