import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { eq } from 'drizzle-orm';
import { connect, waitForDatabase } from '#db/client.ts';
import { MIGRATIONS, migrate } from '#db/migrate.ts';
import { locations } from '#db/schema/index.ts';
import { makeCasemanager, makeLocation } from '../support/factories.ts';
import {
  makeOldCasemanager,
  makeOldLocation,
  makeOldTopic,
  migrationsBefore,
} from '../support/olderDatabase.ts';
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

test('what an older version left in a wiped row goes, and nothing can be put back into it', async () => {
  const { url, sql } = await emptied();
  const older = await migrationsBefore('0010_wiped_holds_nothing');
  await migrate(url, () => {}, older);
  await rm(older, { recursive: true });
  const locationId = await makeOldLocation(sql);
  const [casemanagerId, topicId] = [await makeOldCasemanager(sql), await makeOldTopic(sql)];
  await sql`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
      local_date, created_at, wiped_at, age_group, reach_by, referral)
    values (gen_random_uuid(), 'booked', ${topicId}, ${locationId}, 'telefoon', ${casemanagerId},
      '2026-11-23T09:00:00Z', '2026-11-23T09:30:00Z', '[2026-11-23T09:00:00Z,2026-11-23T09:30:00Z)',
      '2026-11-23', now(), now(), 'tot-18', 'bellen', 'wijkteam-noord')`;
  await migrate(url, () => {});
  const rows = await sql`select age_group, reach_by, referral from appointments`;
  assert.deepEqual([...rows], [{ age_group: null, reach_by: null, referral: null }]);
  for (const [column, value] of [
    ['age_group', 'tot-18'],
    ['reach_by', 'bellen'],
    ['referral', 'wijkteam-noord'],
    ['reference', 'K7M-4QF'],
  ] as const) {
    await assert.rejects(sql`update appointments set ${sql(column)} = ${value}`, {
      constraint_name: 'appointments_wiped',
    });
  }
});

test('what a database in use is for is known after the upgrade, by its accounts', async () => {
  for (const [email, purpose] of [
    ['samira@example.nl', 'demo'],
    ['iemand@voorbeeldstad.example', 'gemeente'],
    [null, undefined],
  ] as const) {
    const { url, sql } = await emptied();
    const older = await migrationsBefore('0011_purpose_of_database');
    await migrate(url, () => {}, older);
    await rm(older, { recursive: true });
    if (email) {
      await sql`insert into staff (email, first_name, last_name, role) values (${email}, 'A', 'B', 'casemanager')`;
    }
    await migrate(url, () => {});
    const [row] = await sql`select purpose from database_purpose`;
    assert.equal(row?.purpose, purpose);
  }
});

test('what the texts of a location say is there is known as data after the upgrade, and nothing that they deny', async () => {
  const { url, sql } = await emptied();
  const older = await migrationsBefore('0039_amenities_of_locations');
  await migrate(url, () => {}, older);
  await rm(older, { recursive: true });
  const texts = [
    [
      'a',
      'Er is een lift.',
      'Een rolstoel kan overal komen. Bij de balie is een ringleiding.',
      'Een rustige kamer.',
    ],
    ['b', 'We zitten boven. Er is geen lift.', 'Een rolstoel kan niet naar binnen', 'Wifi'],
    ['c', '', '', ''],
  ];
  for (const [id, directions, accessibility, facilities] of texts)
    await sql`
      insert into locations (id, name, neighbourhood, address, modalities, directions, accessibility, facilities)
      values (${id ?? ''}, 'x', 'x', 'x', '{op-locatie}', ${directions ?? ''}, ${accessibility ?? ''}, ${facilities ?? ''})`;
  await migrate(url, () => {});
  const rows = await sql`select id, amenities, accessibility from locations order by id`;
  assert.deepEqual(
    rows.map(({ amenities }) => [...amenities].sort()),
    [['hearing-loop', 'lift', 'quiet-room', 'wheelchair'], [], []],
  );
  assert.equal(rows[1]?.accessibility, 'Een rolstoel kan niet naar binnen');
});

test('the history of afspraken is kept, and a process of the version before goes on writing and reading it', async () => {
  const { url, sql } = await emptied();
  const older = await migrationsBefore('0015_one_history');
  await migrate(url, () => {}, older);
  await rm(older, { recursive: true });
  const locationId = await makeOldLocation(sql);
  const [staffId, topicId] = [await makeOldCasemanager(sql), await makeOldTopic(sql)];
  const appointmentId = '00000000-0000-4000-8000-000000000001';
  await sql`
    insert into appointments (id, status, topic_id, location_id, modality, casemanager_id, starts_at, ends_at, during,
      local_date, created_at, wiped_at)
    values (${appointmentId}, 'booked', ${topicId}, ${locationId}, 'telefoon', ${staffId},
      '2026-11-23T09:00:00Z', '2026-11-23T09:30:00Z', '[2026-11-23T09:00:00Z,2026-11-23T09:30:00Z)',
      '2026-11-23', now(), now())`;
  // As the version before writes and reads.
  const write = (kind: string, actor: string, by: string | null) => sql`
    insert into appointment_events (appointment_id, at, kind, actor, staff_id, details)
    values (${appointmentId}, now(), ${kind}, ${actor}, ${by}, '{"from": "x"}'::jsonb)`;
  const read = async () => [...(await sql`select kind, actor, staff_id from appointment_events order by id`)];
  await write('booked', 'jongere', null);
  await migrate(url, () => {});
  await write('moved', 'staff', staffId);
  const before = [
    { kind: 'booked', actor: 'jongere', staff_id: null },
    { kind: 'moved', actor: 'staff', staff_id: staffId },
  ];
  assert.deepEqual(await read(), before);
  // What it has no words for, it does not see.
  await sql`
    insert into history (appointment_id, at, what, actor, staff_id)
    values (${appointmentId}, now(), 'kept-outside-hours', 'staff', ${staffId})`;
  assert.deepEqual(await read(), before);
  await assert.rejects(sql`update history set actor = 'system'`, /history is append-only/);
  // Of nothing at all only the gemeente's words, and of two things nothing.
  await assert.rejects(sql`insert into history (at, what, actor) values (now(), 'booked', 'system')`, {
    constraint_name: 'history_about',
  });
  await assert.rejects(
    sql`insert into history (appointment_id, casemanager_id, at, what, actor)
        values (${appointmentId}, ${staffId}, now(), 'booked', 'system')`,
    { constraint_name: 'history_about' },
  );
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
  // No other test is given this port meanwhile, as it may be the one above.
  await assertNoAnswer(
    'postgres://portal:hunter2@127.0.0.1:1/x',
    '127.0.0.1:1 does not answer (ECONNREFUSED)',
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
    await assert.rejects(waitForDatabase(sql, { seconds: 3 }), (error: Error) => {
      assert.ok(error.message.includes(expected), error.message);
      assert.doesNotMatch(error.message, /hunter2|portal/);
      return true;
    });
    const took = performance.now() - began;
    assert.ok(took >= least && took < 10_000, `took ${took} ms`);
  } finally {
    await sql.end({ timeout: 0 });
  }
}

test('the session is in UTC, and a test database is made quickly', async () => {
  const took: number[] = [];
  // The quickest of some: others are at work on this machine.
  while (took.length < 5) {
    const began = performance.now();
    const { sql, drop } = await testDatabase();
    took.push(performance.now() - began);
    const [row] =
      await sql`select current_setting('TimeZone') as zone, current_setting('application_name') as name`;
    assert.deepEqual({ ...row }, { zone: 'UTC', name: 'doorstart' });
    await drop();
  }
  assert.ok(Math.min(...took) < 1000, `took ${took} ms`);
});

test('a statement of the builder is prepared when it is first asked, and then only run', async () => {
  const { url, drop } = await testDatabase();
  const { sql, db, close } = connect(url, { max: 1 });
  for (const id of ['centrum', 'zuid', 'noord'])
    await db.select({ id: locations.id }).from(locations).where(eq(locations.id, id));
  const kept = await sql`
    select (generic_plans + custom_plans)::int as runs from pg_prepared_statements where statement like ${'select "id" from "locations"%'}`;
  await close();
  await drop();
  assert.deepEqual(
    kept.map(({ runs }) => runs),
    [3],
  );
});

test('who changes hours, an exception or own settings past every verb, as a file or an older process does, is noticed', async () => {
  const { sql, db, drop } = await testDatabase();
  try {
    const location = await makeLocation(db, {});
    const one = await makeCasemanager(db, [{ locationId: location }]);
    const other = await makeCasemanager(db, [{ locationId: location }]);
    await sql`
      insert into availability_exceptions (casemanager_id, kind, date_from, date_until)
      values (${one}, 'absence', '2026-12-01', '2026-12-01')`;
    const versions = async () => {
      const [row] = await sql`
        select hours_version as hours, s.version as own, e.version as exception,
               (select hours_version from staff where id = ${other}) as others
        from staff s join availability_exceptions e on e.casemanager_id = s.id where s.id = ${one}`;
      return row;
    };
    const { hours, others } = (await versions()) ?? {};
    await sql`update weekly_rules set until_time = '16:00' where casemanager_id = ${one}`;
    await sql`delete from weekly_rules where casemanager_id = ${one} and weekday = 1`;
    await sql`
      insert into weekly_rules (casemanager_id, location_id, weekday, from_time, until_time, valid_from, modalities)
      values (${one}, ${location}, 1, '09:00', '10:00', '2026-01-01', '{telefoon}')`;
    assert.deepEqual(await versions(), { hours: hours + 3, own: 1, exception: 1, others });
    await sql`update availability_exceptions set date_until = '2026-12-02'`;
    await sql`update availability_exceptions set date_until = date_until`;
    await sql`update staff set daily_maximum = 5, meeting_link = meeting_link where id = ${one}`;
    await sql`update staff set password_hash = 'another' where id = ${one}`;
    assert.deepEqual(await versions(), { hours: hours + 3, own: 2, exception: 2, others });
  } finally {
    await drop();
  }
});
