import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connect, waitForDatabase } from '../../db/client.ts';
import { MIGRATIONS, migrate } from '../../db/migrate.ts';
import { testDatabase } from '../support/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

/** The same database, emptied of all that migrations made. */
async function emptied() {
  await database.sql`drop schema public cascade`;
  await database.sql`drop schema if exists drizzle cascade`;
  await database.sql`create schema public`;
  return database;
}

async function tables() {
  return (await database.sql`select 1 from information_schema.tables where table_schema = 'public'`).length;
}

async function journalLength() {
  return JSON.parse(await readFile(join(MIGRATIONS, 'meta', '_journal.json'), 'utf8')).entries.length;
}

test('two migrations at once both succeed, and each file goes in once', async () => {
  const { url, sql } = await emptied();
  await Promise.all([migrate(url, () => {}), migrate(url, () => {}), migrate(url, () => {})]);
  const [row] = await sql`select count(*)::int as files from drizzle.__drizzle_migrations`;
  assert.equal(row?.files, await journalLength());
});

test('a migration that fails is named, and nothing of it or its predecessors stays', async () => {
  const { url } = await emptied();
  const folder = await mkdtemp(join(tmpdir(), 'doorstart-migrations-'));
  try {
    await cp(MIGRATIONS, folder, { recursive: true });
    const journalFile = join(folder, 'meta', '_journal.json');
    const journal = JSON.parse(await readFile(journalFile, 'utf8'));
    const when = Math.max(...journal.entries.map((entry: { when: number }) => entry.when)) + 1;
    journal.entries.push({ idx: 99, version: '7', when, tag: '0099_broken', breakpoints: true });
    await writeFile(journalFile, JSON.stringify(journal));
    const statements = 'create table half (id int);\n--> statement-breakpoint\ncreate table half (id int);';
    await writeFile(join(folder, '0099_broken.sql'), statements);
    await assert.rejects(
      migrate(url, () => {}, folder),
      /^Error: The migration 0099_broken\.sql failed: relation "half" already exists\. Nothing was changed\.$/,
    );
    assert.equal(await tables(), 0);
    await migrate(url, () => {});
    assert.ok((await tables()) > 0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a database that does not answer is said with host and port, never with the password', async () => {
  const silent = createServer((socket) => socket.on('error', () => {}).resume()).listen(0, '127.0.0.1');
  await new Promise((listening) => silent.once('listening', listening));
  const address = silent.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  await assertNoAnswer(
    `postgres://portal:hunter2@127.0.0.1:${port}/x`,
    `127.0.0.1:${port} does not answer (no answer in time)`,
  );
  await new Promise((closed) => silent.close(closed));
  await assertNoAnswer(
    `postgres://portal:hunter2@127.0.0.1:${port}/x`,
    `127.0.0.1:${port} does not answer (ECONNREFUSED)`,
  );
});

test('a wrong password or database name is said at once', async () => {
  const wrongPassword = new URL(database.url);
  wrongPassword.password = 'hunter2';
  await assertNoAnswer(wrongPassword.href, 'wrong user or password');
  const wrongName = new URL(database.url);
  wrongName.pathname = '/nergens';
  await assertNoAnswer(wrongName.href, 'there is no database of that name');
});

test('what the server refuses for good ends the waiting at once, with its reason', async (t) => {
  const { url, sql } = database;
  const [found] = await sql`select current_database() as name`;
  await assertNoAnswer(`${url}?schema=public`, 'refuses (it does not take the parameter "schema")');
  await assertNoAnswer(`${url}?DateStyle=onzin`, 'refuses (it does not take the parameter "DateStyle")');
  // This cluster has no certificate.
  await assertNoAnswer(`${url}?sslmode=require`, '(ECONNRESET: does this server take TLS?)', 250);
  await sql`create role gast login password 'hunter2'`;
  t.after(() => sql`drop role gast`);
  await sql`revoke connect on database ${sql(found?.name)} from public`;
  const guest = new URL(url);
  guest.username = 'gast';
  guest.password = 'hunter2';
  await assertNoAnswer(guest.href, 'refuses (this user may not connect to this database)');
});

test('a database that takes nobody for a moment is waited for', async (t) => {
  const other = await testDatabase({ max: 1 });
  t.after(other.drop);
  const { url } = other;
  const { sql } = database;
  const name = new URL(url).pathname.slice(1);
  await sql`alter database ${sql(name)} allow_connections false`;
  await assertNoAnswer(url, 'refuses (SQLSTATE 55000)', 250);
  const { sql: late, close } = connect(url, { max: 1 });
  const waiting = waitForDatabase(late, { seconds: 30 });
  await sql`alter database ${sql(name)} allow_connections true`;
  await waiting;
  await close();
});

/** What it says, and how soon: `least` ms when the server may still change its mind. */
async function assertNoAnswer(url: string, expected: string, least = 0) {
  const { sql } = connect(url);
  const began = performance.now();
  try {
    await assert.rejects(waitForDatabase(sql, { seconds: 1 }), (error: Error) => {
      assert.ok(error.message.includes(expected), error.message);
      assert.doesNotMatch(error.message, /hunter2|portal/);
      return true;
    });
    const took = performance.now() - began;
    assert.ok(took >= least && took < 2500, `took ${took} ms`);
  } finally {
    await sql.end({ timeout: 0 });
  }
}

test('the session is in UTC, and a test database is made quickly', async () => {
  const began = performance.now();
  const { sql, drop } = await testDatabase();
  const took = performance.now() - began;
  const [row] =
    await sql`select current_setting('TimeZone') as zone, current_setting('application_name') as name`;
  assert.deepEqual({ ...row }, { zone: 'UTC', name: 'doorstart' });
  await drop();
  assert.ok(took < 1000, `took ${took} ms`);
});
