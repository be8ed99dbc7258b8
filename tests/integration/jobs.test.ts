import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { getRollbackPlans } from 'pg-boss';
import { type Logger, pino } from 'pino';
import postgres from 'postgres';
import { migrate } from '#db/migrate.ts';
import type { Job } from '#server/jobs/jobs.ts';
import { startJobs } from '#server/jobs/start.ts';
import { openDoor } from '../support/door.ts';
import { testDatabase } from '../support/postgres.ts';

const hangingJob = fileURLToPath(new URL('../support/hangingJob.ts', import.meta.url));

let database: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

/** What was logged, a line each. */
const logged: string[] = [];
const log = pino({ level: 'warn' }, { write: (line) => logged.push(line) });

type Needs = { log: Logger };

/** A job that comes every second. */
function jobOf(name: string, run: () => Promise<void>, lostAfterSeconds = 60): Job<Needs> {
  return { name, everySeconds: 1, lostAfterSeconds, run };
}

/** As one process of the product would, but looking every second for what went wrong. */
const startOn = (url: string, job: Job<Needs>) =>
  startJobs(url, [job], { log }, { lostSeconds: 1, leftSeconds: 1 });

async function until(condition: () => boolean, what: string) {
  const deadline = performance.now() + 20_000;
  while (!condition()) {
    assert.ok(performance.now() < deadline, `expected that ${what}`);
    await sleep(10);
  }
}

test('of three processes one does the job, at its pace and never twice at once', async (t) => {
  const began: number[] = [];
  let underWay = 0;
  let most = 0;
  const job = jobOf('count', async () => {
    began.push(performance.now());
    underWay += 1;
    most = Math.max(most, underWay);
    // The first is still under way when the next one is due.
    await sleep(began.length === 1 ? 1500 : 100);
    underWay -= 1;
  });
  // Their timers go off at different moments.
  for (let i = 0; i < 3; i++) {
    const process = await startOn(database.url, job);
    t.after(() => process.stop());
    await sleep(300);
  }
  await until(() => began.length >= 6, 'six turns come');
  assert.equal(most, 1);
  // The last five began in five different seconds.
  assert.ok((began[5] ?? 0) - (began[1] ?? 0) > 2500, `turns came at ${began}`);
});

test('a process killed in the middle of a job keeps nobody else from it for long', async (t) => {
  const doomed = spawn(process.execPath, [hangingJob, database.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => doomed.kill('SIGKILL'));
  await once(doomed.stdout, 'data');
  let turns = 0;
  const other = await startOn(
    database.url,
    jobOf('slow', async () => {
      turns += 1;
    }),
  );
  t.after(() => other.stop());
  doomed.kill('SIGKILL');
  await until(() => turns >= 2, 'another process goes on');
});

test('a job that throws is logged and done again', async (t) => {
  let turns = 0;
  const process = await startOn(
    database.url,
    jobOf('fail', async () => {
      turns += 1;
      if (turns < 3) throw new Error(`turn ${turns} went wrong`);
    }),
  );
  t.after(() => process.stop());
  await until(() => turns >= 3, 'it comes back twice');
  for (const words of [/"job":"fail".*a regular job failed/, /turn 1 went wrong/, /turn 2 went wrong/]) {
    assert.ok(logged.some((line) => words.test(line)));
  }
});

test('stopping waits for the job that is under way, and no turn comes after it', async (t) => {
  const happened: string[] = [];
  let finish = () => {};
  const process = await startOn(
    database.url,
    jobOf('long', async () => {
      happened.push('begun');
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      happened.push('done');
    }),
  );
  t.after(() => process.stop());
  await until(() => happened.length > 0, 'it begins');
  const stopped = process.stop().then(() => happened.push('stopped'));
  await sleep(100);
  assert.deepEqual(happened, ['begun']);
  finish();
  await stopped;
  assert.deepEqual(happened, ['begun', 'done', 'stopped']);
  const turns = await database.sql`select state from pgboss.job where name = 'long'`;
  assert.deepEqual([...turns], [{ state: 'completed' }]);
});

test('a database that goes away in the middle of a job and comes back ends neither process nor jobs', async (t) => {
  const door = await openDoor(database.url);
  t.after(door.shut);
  let turns = 0;
  let finish = () => {};
  const process = await startOn(
    door.url,
    jobOf(
      'away',
      async () => {
        turns += 1;
        if (turns > 1) return;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
      },
      2,
    ),
  );
  t.after(() => process.stop());
  await until(() => turns === 1, 'it begins');
  await door.shut();
  finish();
  const told = () => logged.filter((line) => line.includes('trouble in the job queue')).length;
  await until(() => told() >= 2, 'the trouble is logged');
  assert.equal(turns, 1);
  await door.reopen(database.url);
  await until(() => turns >= 3, 'it goes on');
});

test('the tables of the queue are made by one of all that start, and those of an older pg-boss are mended', async (t) => {
  const { url, sql, drop } = await testDatabase();
  t.after(drop);
  await sql`drop schema pgboss cascade`;
  await Promise.all([migrate(url, () => {}), migrate(url, () => {}), migrate(url, () => {})]);
  const version = async () => (await sql`select version from pgboss.version`)[0]?.version;
  const newest = await version();
  const one = postgres(url, { max: 1, onnotice: () => {} });
  await one.unsafe(getRollbackPlans('pgboss'));
  await one.end();
  assert.equal(await version(), newest - 1);
  await migrate(url, () => {});
  let turns = 0;
  const process = await startOn(
    url,
    jobOf('first', async () => {
      turns += 1;
    }),
  );
  t.after(() => process.stop());
  assert.equal(await version(), newest);
  await until(() => turns > 0, 'jobs are done');
});
