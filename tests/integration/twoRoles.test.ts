import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { connect } from '#db/client.ts';
import { addNote } from '#server/agenda/addNote.ts';
import { sendAsStaff } from '#server/chat/sendMessage.ts';
import { take } from '#server/chat/take.ts';
import { regularJobs } from '#server/jobs/jobs.ts';
import { systemClock } from '#server/kernel/clock.ts';
import { makeServices, staffCtx } from '../support/factories.ts';
import { ownEnvironment } from '../support/ownEnvironment.ts';
import { bookingOf, offeredTimes, type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

// The whole product with two users of the database: one that owns the tables, and one with which it runs.

const name = `two_${randomBytes(6).toString('hex')}`;
const [owner, run] = [`${name}_migrate`, `${name}_run`];
const password = randomBytes(12).toString('hex');
const admin = postgres(process.env.TEST_POSTGRES_URL ?? '', { max: 1, onnotice: () => {} });
const urlOf = (user: string) => {
  const url = new URL(process.env.TEST_POSTGRES_URL ?? '');
  url.username = user;
  url.password = password;
  url.pathname = `/${name}`;
  return url.href;
};
const [migrateUrl, runUrl] = [urlOf(owner), urlOf(run)];
const program = (file: string) => fileURLToPath(new URL(`../../server/commands/${file}.ts`, import.meta.url));

/** As `npm run NAME` does; what it printed, and how it ended. */
async function command(file: string, args: string[], env: Record<string, string>) {
  const options = { env: { ...ownEnvironment, ...env } };
  return promisify(execFile)(process.execPath, [program(file), ...args], options).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      code: error.code,
      said: error.stdout + error.stderr,
    }),
  );
}

let server: ServerProcess | undefined;
const pool = connect(runUrl, { max: 5 });

before(async () => {
  // As docs/operations.md has it.
  await admin.unsafe(`create role ${owner} login password '${password}'`);
  await admin.unsafe(`create role ${run} login password '${password}'`);
  await admin.unsafe(`create database ${name} owner ${owner} encoding 'UTF8' template template0`);
});
after(async () => {
  await server?.stop();
  await pool.close();
  await admin.unsafe(`drop database if exists ${name} with (force)`);
  await admin.unsafe(`drop role ${owner}`);
  await admin.unsafe(`drop role ${run}`);
  await admin.end();
});

test('the user that runs cannot make the tables, and is told what to do; the owner makes them for it', async () => {
  const alone = await command('migrate', [], { DATABASE_URL: runUrl });
  assert.equal(alone.code, 1);
  const both = await command('migrate', [], { DATABASE_URL: runUrl, DATABASE_MIGRATE_URL: migrateUrl });
  assert.deepEqual(
    [both.code, both.said.trim().split('\n').at(-1)],
    [0, 'The database is up to date.'],
    both.said,
  );
  // From then on the one that runs needs no other.
  assert.equal((await command('migrate', [], { DATABASE_URL: runUrl })).code, 0);
});

test('a database of an older release is refused by who may not bring it up to date', async () => {
  const mine = postgres(migrateUrl, { max: 1 });
  const [last] = await mine`
    delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations) returning *`;
  const { code, said } = await command('migrate', [], { DATABASE_URL: runUrl });
  assert.equal(code, 1);
  assert.match(said, /DATABASE_MIGRATE_URL: npm run migrate/);
  await mine`insert into drizzle.__drizzle_migrations ${mine({ ...last })}`;
  await mine.end();
});

test('as the user that runs, somebody books, chats are held, and all jobs are done', async () => {
  server = await startServerProcess(runUrl);
  const [time] = (await offeredTimes(server, 'school')).filter(({ available }) => available > 0);
  assert.ok(time);
  const booked = await server.call(
    '/api/v1/appointments',
    {
      ...bookingOf('school', time.start),
      modality: 'telefoon',
      location: undefined,
      name: 'Noa',
      contact: { phone: '0612345678' },
    },
    { 'idempotency-key': randomUUID() },
  );
  assert.equal(booked.status, 201, JSON.stringify(booked.body));
  const { sql, db } = pool;
  const services = await makeServices({ sql, db }, { clock: systemClock, secret: server.secret });
  const [noor] = await sql<{ id: string; appointment: string }[]>`
    select casemanager_id as id, id as appointment from appointments where name = 'Noa'`;
  assert.ok(noor);
  const ctx = staffCtx(services, noor.id);
  const told = await addNote(ctx, noor.appointment, { text: 'belt terug' });
  assert.ok(told.ok, JSON.stringify(told));

  const chat = randomUUID();
  await sql`
    insert into chat_conversations (id, kind, status, token_hash, language, started_at, waiting_since, visitor_key)
    values (${chat}, 'chat', 'waiting', 'a hash', 'nl', now(), now(), 'a browser')`;
  assert.ok((await take(ctx, chat)).ok);
  assert.ok((await sendAsStaff(ctx, chat, { clientId: randomUUID(), body: 'Hoi' })).ok);
  const written = await sql`select action from audit where object_id = ${chat} order by id`;
  assert.deepEqual(
    written.map(({ action }) => action),
    ['taken', 'message-sent'],
  );

  for (const { name: job, run: work } of regularJobs) {
    await work(services).catch((error: unknown) => assert.fail(`${job}: ${String(error)}`));
  }
  const actions =
    await sql`select distinct action from audit where object_id = ${noor.appointment} order by 1`;
  assert.deepEqual(
    actions.map(({ action }) => action),
    ['booked', 'note-added'],
  );
  await services.close();
});

test('as the user that runs, nothing of the audit log can be changed, deleted or dropped, nor a day be said', async () => {
  const { sql } = pool;
  const [month] = await sql<{ name: string }[]>`
    select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = 'audit'::regclass order by 1 limit 1`;
  const refused = [
    'update audit set times = 2',
    'delete from audit',
    'truncate audit',
    'drop table audit',
    'alter table audit disable trigger all',
    'alter table audit add column x int',
    'update audit_seals set rows = 0',
    'delete from audit_seals',
    'truncate audit_seals',
    'insert into audit_sent (up_to) values (0)',
    'delete from audit_sent',
    'truncate audit_sent',
    'update audit_sent set "only" = true',
    `select from ${month?.name}`,
    `delete from ${month?.name}`,
    `drop table ${month?.name}`,
    `alter table audit detach partition ${month?.name}`,
    `insert into audit (day, at, kind, action, object_kind, result, actor, door)
      values ('2026-01-01', now(), 'viewed', 'x', 'x', 'done', 'system', 'job')`,
    `insert into audit (id, at, kind, action, object_kind, result, actor, door) overriding system value
      values (1, now(), 'viewed', 'x', 'x', 'done', 'system', 'job')`,
    'create table theirs (id int)',
    'create or replace function audit_day() returns date language sql as $$ select current_date $$',
    'create or replace function drop_audit_months(int) returns setof text language sql as $$ select null $$',
    'set session_replication_role = replica',
    `set role ${owner}`,
  ];
  for (const statement of refused) {
    await assert.rejects(
      () => sql.unsafe(statement),
      (error: unknown) => error instanceof postgres.PostgresError && /^(42501|428C9)$/.test(error.code),
      statement,
    );
  }
  // It may have old months dropped, and none of the last year.
  const gone = await sql`select drop_audit_months(0)`;
  assert.equal(gone.length, 0);
});

test('the check is a command that says what it found, and ends so', async () => {
  const env = { DATABASE_URL: runUrl };
  const whole = await command('audit', ['check'], env);
  assert.equal(whole.code, 0, whole.said);
  assert.match(whole.said, /The audit log is whole: \d+ rows on \d+ days\./);
  const strange = await command('audit', ['check', 'f'.repeat(64)], env);
  assert.equal(strange.code, 1);
  assert.match(strange.said, /no seal has that digest/);
  assert.equal((await command('audit', [], env)).code, 1);
});
