import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import postgres from 'postgres';
import { mostTries } from '#db/again.ts';
import { connect } from '#db/client.ts';
import { migrate } from '#db/migrate.ts';
import { settings as settingsTable } from '#db/schema/index.ts';
import { checkSession, migrationSettings, servingSettings } from '#db/session.ts';
import { moveForJongere } from '#server/agenda/moveForJongere.ts';
import { readDay } from '#server/agenda/readDay.ts';
import { recordOutcome } from '#server/agenda/recordOutcome.ts';
import { book } from '#server/booking/book.ts';
import { cancel } from '#server/booking/cancel.ts';
import { findAppointment } from '#server/booking/findAppointment.ts';
import { placeHold } from '#server/booking/placeHold.ts';
import { expireHolds, forgetOld } from '#server/booking/sweep.ts';
import { wipe } from '#server/booking/wipe.ts';
import { sendAsJongere } from '#server/chat/sendMessage.ts';
import { openQueue } from '#server/jobs/openQueue.ts';
import { startBus } from '#server/kernel/bus.ts';
import { loadRoster } from '#server/roster/load.ts';
import { applySetup } from '#server/setup/apply.ts';
import { setupSchema } from '#server/setup/schema.ts';
import { staffCtx } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { atOnce, type RaceGround, raceGround, request, tally } from '../support/raceGround.ts';

/** What an administrator can set for a database or a role, and what each of it would do to our SQL. */
const hostile = {
  client_encoding: 'LATIN1',
  datestyle: 'German',
  intervalstyle: 'sql_standard',
  timezone: 'Pacific/Chatham',
  extra_float_digits: '-15',
  bytea_output: 'escape',
  standard_conforming_strings: 'off',
  array_nulls: 'off',
  search_path: 'elsewhere',
  default_transaction_isolation: 'serializable',
  default_transaction_read_only: 'on',
  default_transaction_deferrable: 'on',
  exit_on_error: 'on',
  lock_timeout: '1ms',
  idle_session_timeout: '20ms',
  statement_timeout: '1ms',
  idle_in_transaction_session_timeout: '1ms',
  // Not of our making: how soon PostgreSQL looks for a deadlock.
  deadlock_timeout: '300ms',
};

let ground: RaceGround;
before(async () => {
  ground = await raceGround(2, { settings: hostile });
});
after(() => ground.close());

/** Of each setting that is not as it should be, how it is; `ask` is one connection of what is looked at. */
async function otherwise(
  wanted: Record<string, string>,
  ask: (query: string) => Promise<Iterable<unknown>>,
): Promise<unknown[]> {
  const rows = Object.entries(wanted).map(([name, value]) => `('${name}', '${value}')`);
  return [
    ...(await ask(
      `select name, current_setting(name) as "is" from (values ${rows}) as wanted (name, value)
       where current_setting(name) <> value`,
    )),
  ];
}

test('every pool sets what our SQL depends on, whatever database and role were told', async (t) => {
  const { url, sql } = ground;
  assert.deepEqual(await otherwise(servingSettings, (query) => sql.unsafe(query)), []);
  // The regular jobs have a driver of their own.
  const queue = await openQueue(url, { lostSeconds: 60, onTrouble: assert.ifError });
  t.after(() => queue.stop());
  const ofJobs = async (query: string) => (await queue.getDb().executeSql(query)).rows;
  assert.deepEqual(await otherwise(servingSettings, ofJobs), []);
  await checkSession(sql);
});

test('migrations run on a database that is set otherwise', async (t) => {
  const empty = await testDatabase({ settings: hostile });
  t.after(empty.drop);
  await empty.sql`drop schema public cascade`;
  await empty.sql`drop schema drizzle cascade`;
  await empty.sql`drop schema pgboss cascade`;
  await empty.sql`create schema public`;
  await migrate(empty.url, () => {});
  const [row] = await empty.sql`select count(*)::int as tables from pg_tables where schemaname = 'public'`;
  assert.ok(row?.tables > 10);
  const one = postgres(empty.url, { max: 1, connection: migrationSettings });
  t.after(() => one.end());
  assert.deepEqual(await otherwise(migrationSettings, (query) => one.unsafe(query)), []);
});

test('a booking for 9 December is on 9 December, through every verb', async () => {
  const { ctx, sql, staff } = ground;
  const start = '2026-12-09T10:00:00+01:00';
  const { topic, location } = request('10:00');
  const held = await placeHold(ctx, { topic, location, modality: 'op-locatie', start });
  assert.ok(held.ok);
  assert.equal(held.hold.start, Date.parse(start));
  const made = await book(ctx, { ...request('10:00'), start: undefined, hold: held.hold.token });
  assert.ok(made.ok, JSON.stringify(made));
  const { id, token, casemanager } = made.appointment;
  const found = await findAppointment(ctx, token);
  assert.ok(found.ok);
  assert.equal(found.appointment.start, Date.parse(start));

  const noor = staffCtx(ctx, casemanager.id);
  const day = await readDay(noor, { date: '2026-12-09' });
  assert.match(JSON.stringify(day), new RegExp(id));
  const other = staff.find((one) => one !== casemanager.id);
  const moved = await moveForJongere(noor, id, {
    version: 0,
    start: '2026-12-10T11:00:00+01:00',
    casemanager: other,
  });
  assert.ok(moved.ok, JSON.stringify(moved));
  const [row] =
    await sql`select local_date::text as date, starts_at as start from appointments where id = ${id}`;
  assert.equal(row?.date, '2026-12-10');
  assert.equal(new Date(row?.start).toISOString(), '2026-12-10T10:00:00.000Z');
  const noted = await recordOutcome(staffCtx(ctx, other ?? ''), id, { outcome: 'afgezegd' });
  assert.ok(noted.ok);
  assert.deepEqual(await wipe(ctx, token), { ok: true });
  await expireHolds(ctx);
  await forgetOld(ctx);
});

test('races, listening, setting up and chat go as they always do', async (t) => {
  const { ctx, sql, db, url } = ground;
  const results = await atOnce(8, () => book(ctx, request('13:00')));
  assert.deepEqual(tally(results), { ok: 2, taken: 6 });

  const { sql: others, close } = connect(url, { max: 2 });
  const heard: string[] = [];
  const there = await startBus(others, {
    onError: assert.ifError,
    onDropped: () => assert.fail('a message was dropped'),
  });
  t.after(() => there.close().then(close));
  there.subscribe((change) => heard.push(...(change?.agenda ?? [])));
  // Longer than an idle session would live.
  await sleep(60);
  ctx.bus.say({ agenda: ['somebody'] });
  for (let i = 0; i < 2000 && heard.length === 0; i++) await sleep(10);
  assert.deepEqual(heard, ['somebody']);

  const account = { email: 'nieuw@example.nl', firstName: 'Zoë', lastName: 'Ünal', roles: ['casemanager'] };
  const document = setupSchema.parse({ accounts: [{ ...account, password: 'invite later' }] });
  const applied = await applySetup({ sql, db, clock: ctx.clock }, document);
  assert.ok(applied.ok);
  const roster = await loadRoster(db, ctx.clock.now());
  assert.ok(roster.casemanagers.some(({ firstName }) => firstName === 'Zoë'));

  const nobody = '00000000-0000-4000-8000-000000000000';
  assert.deepEqual(await sendAsJongere(ctx, nobody, { clientId: nobody, body: 'Hoi' }), {
    ok: false,
    error: 'not-found',
  });
  const [row] = await sql`select 1 as one`;
  assert.equal(row?.one, 1);
});

test('two that block each other: the one that PostgreSQL undoes is done again', async (t) => {
  const { ctx, sql, url } = ground;
  const made = await book(ctx, request('15:00'));
  assert.ok(made.ok);
  const { id, token } = made.appointment;
  assert.deepEqual(await cancel(ctx, token), { ok: true });
  await sql`
    insert into appointment_notes (appointment_id, staff_id, at, text)
    values (${id}, ${made.appointment.casemanager.id}, now(), 'Belde terug')`;
  // This one is patient, so it is the wipe that PostgreSQL undoes.
  const stranger = postgres(url, {
    max: 1,
    connection: { ...servingSettings, application_name: 'stranger', deadlock_timeout: '60s' },
  });
  t.after(() => stranger.end());
  let wiping: ReturnType<typeof wipe> | undefined;
  const undone = async () =>
    (
      await sql<
        { n: number }[]
      >`select deadlocks::int as n from pg_stat_database where datname = current_database()`
    )[0]?.n;
  await stranger.begin(async (tx) => {
    await tx`select from appointment_notes where appointment_id = ${id} for update`;
    wiping = wipe(ctx, token);
    const waits = () => sql`select from pg_locks where not granted`;
    for (let i = 0; i < 2000 && (await waits()).length === 0; i++) await sleep(5);
    await tx`update appointments set referral = null where id = ${id}`;
  });
  assert.deepEqual(await wiping, { ok: true });
  const [row] = await sql`
    select wiped_at is not null as wiped, (select count(*)::int from appointment_notes where appointment_id = ${id}) as notes,
      (select count(*)::int from history where appointment_id = ${id} and what = 'wiped') as events
    from appointments where id = ${id}`;
  assert.deepEqual({ ...row }, { wiped: true, notes: 0, events: 1 });
  // Statistics come a moment later.
  for (let i = 0; i < 2000 && (await undone()) === 0; i++) await sleep(10);
  assert.equal(await undone(), 1);
});

test('what cannot be put in one order with another is done again, and not for ever', async () => {
  const { sql, db } = ground;
  await sql`insert into settings (values) values ('{}') on conflict do nothing`;
  let tries = 0;
  const meetUntil = (last: number) => async (meet: () => Promise<unknown>) => {
    tries += 1;
    if (tries < last) await meet();
  };
  const elsewhere = () => sql`update settings set values = values`;

  const third = meetUntil(3);
  await db.transaction(
    async (tx) => {
      await tx.select().from(settingsTable);
      await third(elsewhere);
      await tx.update(settingsTable).set({ values: {} }).where(eq(settingsTable.id, 1));
    },
    { isolationLevel: 'repeatable read' },
  );
  assert.equal(tries, 3);

  tries = 0;
  const never = meetUntil(Number.POSITIVE_INFINITY);
  await assert.rejects(
    sql.begin('isolation level serializable', async (tx) => {
      await tx`select from settings`;
      await never(elsewhere);
      await tx`update settings set values = values`;
    }),
    { code: '40001' },
  );
  assert.equal(tries, mostTries);
});

test('a start names what a connection cannot set, and nothing is touched', async (t) => {
  const told = await testDatabase({
    settings: { session_replication_role: 'replica', transaction_timeout: '5s' },
  });
  t.after(told.drop);
  await assert.rejects(checkSession(told.sql), /sets session_replication_role, transaction_timeout to what/);
});
