import assert from 'node:assert/strict';
import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { z } from 'zod';
import { type EmbeddedOptions, startEmbedded } from '#db/embedded.ts';

const OWNER = fileURLToPath(new URL('../support/embeddedOwner.ts', import.meta.url));
const Ready = z.object({ url: z.string(), pid: z.number() });

let home = '';
let finished = '';

/** One finished cluster with a row in it; each test works on a copy, because making one takes a second. */
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'doorstart-embedded-'));
  await chmod(home, 0o755);
  finished = join(home, 'finished');
  const { url, stop } = await startQuietly({ dataDir: finished });
  await query(url, "create table kept (word text); insert into kept values ('bewaard')");
  await stop();
});

after(() => rm(home, { recursive: true, force: true }));

function startQuietly(options: Pick<EmbeddedOptions, 'dataDir'> & { log?: (line: string) => void }) {
  return startEmbedded({ log: () => {}, ...options });
}

async function query(url: string, statements: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statements);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function copyOfFinished(name: string): Promise<string> {
  const dataDir = join(home, name);
  await cp(finished, dataDir, { recursive: true });
  if (process.getuid?.() === 0) await giveBack(dataDir);
  return dataDir;
}

/** `cp` gives the copy to root; PostgreSQL wants it to be its own. */
async function giveBack(dataDir: string) {
  const chown = spawn('chown', [
    '-R',
    'postgres:postgres',
    join(dataDir, 'postgres'),
    join(dataDir, 'postgres-password'),
  ]);
  await once(chown, 'exit');
}

/** Another process that owns the database in `dataDir`. */
async function startOwner(dataDir: string, options: Pick<SpawnOptions, 'env' | 'detached'> = {}) {
  const child = spawn(process.execPath, [OWNER, dataDir], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal, words }));
  const line = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  if (!Array.isArray(line)) throw new Error(line.words);
  return { child, ended, ...Ready.parse(JSON.parse(String(line[0]))) };
}

async function assertKept(dataDir: string, log: (line: string) => void = () => {}) {
  const { url, stop } = await startQuietly({ dataDir, log });
  try {
    assert.equal((await query(url, 'select word from kept'))[0]?.word, 'bewaard');
  } finally {
    await stop();
  }
}

test('a second start is quick and keeps the data', async () => {
  const dataDir = await copyOfFinished('again');
  const began = performance.now();
  await assertKept(dataDir);
  // A tenth of a second by itself; the margin is for a machine that runs all other tests meanwhile.
  assert.ok(performance.now() - began < 5000, `took ${performance.now() - began} ms`);
});

test('a second Doorstart on the same data folder is refused, and the first goes on', async () => {
  const dataDir = await copyOfFinished('twice');
  const first = await startQuietly({ dataDir });
  await assert.rejects(
    startOwner(dataDir),
    (error: Error) => error.message.includes(`process ${process.pid}`) && error.message.includes(dataDir),
  );
  assert.equal((await query(first.url, 'select word from kept'))[0]?.word, 'bewaard');
  await first.stop();
});

test('of many starts at once on one folder exactly one wins', async () => {
  const dataDir = await copyOfFinished('race');
  const starts = await Promise.allSettled(Array.from({ length: 6 }, () => startQuietly({ dataDir })));
  const won = starts.filter((start) => start.status === 'fulfilled');
  assert.equal(won.length, 1);
  const refusals = starts.flatMap((start) => (start.status === 'rejected' ? [String(start.reason)] : []));
  for (const refusal of refusals)
    assert.match(refusal, /Another Doorstart \(process \d+\) is already running/);
  for (const { value } of won) await value.stop();
});

test('a database that a killed server left running is stopped, and its data kept', async () => {
  const dataDir = await copyOfFinished('orphan');
  const owner = await startOwner(dataDir);
  await query(owner.url, "insert into kept values ('vlak voor de klap')");
  owner.child.kill('SIGKILL');
  await owner.ended;
  process.kill(owner.pid, 0); // Still there: that is what this test is about.
  const lines: string[] = [];
  const { url, stop } = await startQuietly({ dataDir, log: (line) => lines.push(line) });
  assert.match(lines.join('\n'), new RegExp(`left running \\(process ${owner.pid}\\)`));
  assert.equal((await query(url, 'select count(*)::int as rows from kept'))[0]?.rows, 2);
  await stop();
});

test('after kill -9 of PostgreSQL in the middle of work its owner is told, and the next start keeps the data', async () => {
  const dataDir = await copyOfFinished('killed');
  const owner = await startOwner(dataDir);
  const busy = query(owner.url, 'select pg_sleep(60)').catch(() => {});
  await sleep(100);
  process.kill(owner.pid, 'SIGKILL');
  const { code, words } = await owner.ended;
  assert.equal(code, 3);
  assert.match(words, /stopped unexpectedly \(SIGKILL\)/);
  await assertKept(dataDir);
  await busy;
});

test('kill -9 of server and PostgreSQL together leaves a session at work: the next start ends it', async () => {
  const dataDir = await copyOfFinished('both');
  const owner = await startOwner(dataDir);
  // Busy without ever waiting, so that it does not notice that all others are gone.
  const busy = query(owner.url, 'select count(*) from generate_series(1, 100000000000)').catch(() => {});
  await sleep(200);
  owner.child.kill('SIGKILL');
  process.kill(owner.pid, 'SIGKILL');
  await assertKept(dataDir);
  await busy;
});

test('a process number in postmaster.pid that belongs to another program by now is left alone', async () => {
  const dataDir = await copyOfFinished('stale');
  const stranger = spawn('sleep', ['60']);
  const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
  await writeFile(
    pidFile,
    `${stranger.pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n127.0.0.1\n\nready   \n`,
  );
  if (process.getuid?.() === 0) await giveBack(dataDir);
  await assertKept(dataDir);
  assert.equal(stranger.exitCode ?? stranger.signalCode, null);
  stranger.kill();
});

test('an interrupted first start is made anew', async () => {
  const dataDir = join(home, 'half');
  const child = spawn(process.execPath, [OWNER, dataDir], { stdio: 'ignore' });
  let unfinished: string[] = [];
  while (unfinished.length === 0) {
    await sleep(10);
    unfinished = (await readdir(dataDir).catch(() => [])).filter((name) => name.includes('unfinished'));
  }
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { url, stop } = await startQuietly({ dataDir });
  assert.equal((await query(url, 'select 1 as one'))[0]?.one, 1);
  await stop();
});

test('a folder that is no database, or of another version, is refused and stays as it is', async () => {
  const strange = join(home, 'strange');
  await mkdir(join(strange, 'postgres'), { recursive: true });
  await writeFile(join(strange, 'postgres', 'holiday.txt'), 'photos');
  await assert.rejects(startQuietly({ dataDir: strange }), /holds no PostgreSQL database/);
  await writeFile(join(strange, 'postgres', 'PG_VERSION'), '16\n');
  await assert.rejects(
    startQuietly({ dataDir: strange }),
    /is of PostgreSQL 16, and this Doorstart brings PostgreSQL 18/,
  );
  assert.equal(await readFile(join(strange, 'postgres', 'holiday.txt'), 'utf8'), 'photos');
});

test('without a usable locale the database is UTF-8 all the same', async () => {
  const dataDir = join(home, 'no-locale');
  const { LANG: _, ...env } = process.env;
  const owner = await startOwner(dataDir, { env: { ...env, LC_ALL: 'nonsense', TZ: 'Mars/Olympus' } });
  const [row] = await query(
    owner.url,
    `select current_setting('server_encoding') as encoding, upper('é') as upper, char_length('Şükrü 👋') as length, current_setting('TimeZone') as zone`,
  );
  assert.deepEqual({ ...row }, { encoding: 'UTF8', upper: 'É', length: 7, zone: 'UTC' });
  owner.child.kill('SIGTERM');
  assert.equal((await owner.ended).code, 0);
});

test('Ctrl-C in the terminal reaches the server, and the database only after it', async () => {
  const dataDir = await copyOfFinished('terminal');
  // A group of its own stands in for the terminal's foreground group, which Ctrl-C signals as a whole.
  const owner = await startOwner(dataDir, { detached: true });
  assert.ok(owner.child.pid);
  process.kill(-owner.child.pid, 'SIGINT');
  const { code, words } = await owner.ended;
  assert.deepEqual({ code, words }, { code: 0, words: '' });
});

test('root, in a folder that only root may enter', {
  skip: process.getuid?.() === 0 ? false : 'needs root: only then PostgreSQL runs as another user',
}, async () => {
  const dataDir = join(await mkdtemp('/root/doorstart-embedded-'), '.data');
  const lines: string[] = [];
  const first = await startQuietly({ dataDir, log: (line) => lines.push(line) });
  const place = (await readFile(join(dataDir, 'database-location'), 'utf8')).trim();
  try {
    assert.match(lines.join('\n'), new RegExp(`the database is kept in ${place}`));
    await query(first.url, "create table kept (word text); insert into kept values ('bewaard')");
    await first.stop();
    await assertKept(dataDir);
  } finally {
    await first.stop();
    await rm(place, { recursive: true, force: true });
    await rm(join(dataDir, '..'), { recursive: true, force: true });
  }
});
