import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { z } from 'zod';
import { type Checked, checkAudit } from '#server/audit/check.ts';
import { dayLock } from '#server/audit/digest.ts';
import { keepAudit } from '#server/audit/keepAudit.ts';
import { sealDays } from '#server/audit/seal.ts';
import { createLog } from '#server/kernel/log.ts';
import { makeServices } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let sql: (typeof database)['sql'];
let lines: string[] = [];
const log = createLog('error', { write: (line) => void lines.push(line) });
const seal = () => sealDays({ sql, log });

const day = 86_400_000;
const today = () => new Date().toISOString().slice(0, 10);
const ago = (days: number) => new Date(Date.parse(today()) - days * day).toISOString().slice(0, 10);

before(async () => {
  database = await testDatabase();
  sql = database.sql;
});
after(() => database.drop());
beforeEach(async () => {
  lines = [];
  await tamper((tx) => tx`truncate audit, audit_seals restart identity`);
});

/** As who owns the database may: the triggers refuse nothing. */
const tamper = (work: (tx: typeof sql) => Promise<unknown>) =>
  sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await work(Object.assign(tx, { begin: sql.begin }) as never);
  });

async function makeMonth(of: string): Promise<string> {
  const name = `audit_${of.slice(0, 7).replace('-', '_')}`;
  const [row] = await sql`select to_regclass(${name}) as found`;
  if (row?.found === null) {
    const first = `${of.slice(0, 7)}-01`;
    await sql.unsafe(
      `create table ${name} partition of audit for values from ('${first}') to ('${first}'::date + interval '1 month')`,
    );
  }
  return name;
}

/** Rows on days that are over, so many on each. */
async function write(...days: string[]): Promise<void> {
  for (const one of days) {
    await makeMonth(one);
    await sql`
      insert into audit (day, at, kind, action, object_kind, object_id, result, actor, door)
      select ${one}, ${`${one}T12:00:00Z`}::timestamptz, 'viewed', 'appointment.read', 'appointment', 'a-' || n, 'done',
        'jongere', 'page'
      from generate_series(1, 3) n`;
  }
}

const faults = async () => (await checkAudit(sql)).faults.map(({ day: on, fault }) => [on, fault]);

test('each day that is over has a seal, also one without rows, and the log of today is open', async () => {
  await write(ago(3), ago(1), today());
  assert.deepEqual(
    await faults(),
    [ago(3), ago(2), ago(1)].map((one) => [one, 'not-sealed']).slice(0, isNight() ? 2 : 3),
  );
  await seal();
  const rows = await sql`select day::text, rows from audit_seals order by day`;
  assert.deepEqual(
    rows.map((row) => [row.day, row.rows]),
    [
      [ago(3), 3],
      [ago(2), 0],
      [ago(1), 3],
    ],
  );
  const checked = await checkAudit(sql);
  assert.deepEqual([checked.faults, checked.days, checked.rows, checked.open], [[], 3, 6, 3]);
});

/** Until two at night UTC yesterday may still be sealed. */
const isNight = () => new Date().getUTCHours() < 2;

test('a seal is a line of the security log at each level, by which seals that were made anew are known', async () => {
  await write(ago(2), ago(1));
  await seal();
  const line = z.object({ log: z.literal('audit'), day: z.string(), rows: z.number(), digest: z.string() });
  const told = lines.map((one) => line.parse(JSON.parse(one)));
  assert.deepEqual(
    told.map(({ day: on, rows }) => [on, rows]),
    [
      [ago(2), 3],
      [ago(1), 3],
    ],
  );
  const { digest } = told[0] ?? { digest: '' };
  assert.equal((await checkAudit(sql, digest)).known, true);
  await tamper(async (tx) => {
    await tx`delete from audit where id = 1`;
    await tx`delete from audit_seals`;
  });
  await seal();
  const { faults: found, known }: Checked = await checkAudit(sql, digest);
  assert.deepEqual([found, known], [[], false]);
});

test('a row that is deleted, changed, added or put in another order after the seal is found', async () => {
  const ways: [string, string, (tx: typeof sql) => Promise<unknown>][] = [
    ['deleted', 'rows-missing', (tx) => tx`delete from audit where id = 5`],
    ['changed', 'changed', (tx) => tx`update audit set object_id = 'b' where id = 5`],
    ['by whom', 'changed', (tx) => tx`update audit set actor = 'system' where id = 5`],
    ['when', 'changed', (tx) => tx`update audit set at = at + interval '1 ms' where id = 5`],
    [
      'added',
      'rows-added',
      (tx) => tx`
        insert into audit (day, at, kind, action, object_kind, result, actor, door)
        values (${ago(2)}, now(), 'viewed', 'agenda.read', 'agenda', 'done', 'jongere', 'page')`,
    ],
    [
      'in another order',
      'changed',
      (tx) => tx`
        update audit set object_id = case id when 4 then 'a-2' else 'a-1' end where id in (4, 5)`,
    ],
    [
      'under another number',
      'changed',
      (tx) => tx`
        with gone as (delete from audit where id = 5 returning *)
        insert into audit overriding system value
        select 99, day, at, kind, action, object_kind, object_id, result, reason, actor, staff_id, session, network, door,
          times
        from gone`,
    ],
    [
      'the seal',
      'changed',
      (tx) => tx`update audit_seals set digest = ${'a'.repeat(64)} where day = ${ago(2)}`,
    ],
  ];
  for (const [name, fault, change] of ways) {
    await tamper((tx) => tx`truncate audit, audit_seals restart identity`);
    await write(ago(3), ago(2), ago(1));
    await seal();
    assert.deepEqual(await faults(), [], name);
    await tamper(change);
    const found = await faults();
    assert.deepEqual(found[0], [ago(2), fault], name);
    // Whoever makes that seal anew breaks the next one.
    if (name === 'the seal') assert.deepEqual(found[1], [ago(1), 'changed']);
  }
});

test('a row that is moved to another day, and a seal that is gone, are found', async () => {
  await write(ago(3), ago(2), ago(1));
  await seal();
  await tamper((tx) => tx`update audit set day = ${ago(1)} where id = 4`);
  assert.deepEqual(await faults(), [
    [ago(2), 'rows-missing'],
    [ago(1), 'rows-added'],
  ]);
  await tamper(async (tx) => {
    await tx`update audit set day = ${ago(2)} where id = 4`;
    await tx`delete from audit_seals where day = ${ago(2)}`;
  });
  assert.deepEqual(await faults(), [[ago(2), 'not-sealed']]);
});

test('who seals a day waits for whoever writes on it, who waits for nobody', async () => {
  await write(ago(2));
  const lock = (of: string) => [dayLock, (Date.parse(of) - Date.parse('2000-01-01')) / day] as const;
  const [key, number] = lock(ago(1));
  let sealing = Promise.resolve();
  await sql.begin(async (late) => {
    // As a writer of that day does, by the default of its row.
    await late`select pg_advisory_xact_lock_shared(${key}::int, ${number}::int)`;
    sealing = seal();
    let waits = 0;
    while (waits === 0) {
      const [row] =
        await sql`select count(*)::int as waits from pg_locks where locktype = 'advisory' and not granted`;
      waits = z.object({ waits: z.number() }).parse(row).waits;
    }
    await makeMonth(ago(1));
    await sql`
      insert into audit (at, kind, action, object_kind, result, actor, door)
      values (now(), 'viewed', 'agenda.read', 'agenda', 'done', 'jongere', 'page')`;
    await late`
      insert into audit (day, at, kind, action, object_kind, result, actor, door)
      values (${ago(1)}, now(), 'viewed', 'agenda.read', 'agenda', 'done', 'jongere', 'page')`;
  });
  await sealing;
  const [row] = await sql`select rows from audit_seals where day = ${ago(1)}`;
  assert.equal(row?.rows, 1);
  assert.deepEqual(await faults(), []);
});

test('many who write and several who seal at once leave one whole chain', async () => {
  await write(ago(4), ago(2), ago(1));
  const writers = Array.from({ length: 60 }, (_, n) =>
    sql`insert into audit (at, kind, action, object_kind, object_id, result, actor, door)
      values (now(), 'viewed', 'agenda.read', 'agenda', ${`w-${n}`}, 'done', 'jongere', 'page')`.execute(),
  );
  await Promise.all([...writers, seal(), seal(), seal(), seal()]);
  const checked = await checkAudit(sql);
  assert.deepEqual([checked.faults, checked.days, checked.open], [[], 4, 60]);
  assert.equal(lines.length, 4);
});

test('a writer says by its lock on which day it writes', async () => {
  await sql.begin(async (tx) => {
    await tx`
      insert into audit (at, kind, action, object_kind, result, actor, door)
      values (now(), 'viewed', 'agenda.read', 'agenda', 'done', 'jongere', 'page')`;
    const locks = await tx`
      select mode, objid::int as number from pg_locks
      where locktype = 'advisory' and classid = ${dayLock} and pid = pg_backend_pid()`;
    const number = (Date.parse(today()) - Date.parse('2000-01-01')) / day;
    assert.deepEqual(
      locks.map((row) => [row.mode, row.number]),
      [['ShareLock', number]],
    );
  });
});

test('months past the term go by the table with their end in the log; younger ones never, whatever is asked', async () => {
  const services = await makeServices(database);
  const months = async () => {
    const rows = await sql`
      select relname as name from pg_inherits join pg_class on pg_class.oid = inhrelid
      where inhparent = 'audit'::regclass order by 1`;
    return rows.map(({ name }) => String(name));
  };
  const year = Number(today().slice(0, 4));
  // Without rows: each day from the first row on would be sealed.
  await makeMonth(`${year - 7}-03-09`);
  await makeMonth(`${year - 2}-05-09`);
  await write(ago(1));
  await keepAudit(services);
  assert.ok(!(await months()).includes(`audit_${year - 7}_03`));
  assert.ok((await months()).includes(`audit_${year - 2}_05`));
  assert.deepEqual(await forgotten(), [`${year - 7}-03`]);
  assert.deepEqual(await faults(), []);

  await sql`select drop_audit_months(0)`;
  assert.ok(!(await months()).includes(`audit_${year - 2}_05`));
  assert.ok((await months()).includes(`audit_${ago(1).slice(0, 7).replace('-', '_')}`));
  await services.close();
});

const forgotten = async () => {
  const rows = await sql`select object_id from audit where action = 'forgotten' order by id`;
  return rows.map((row) => row.object_id);
};

test('a month that is gone before its time is found', async () => {
  await write(ago(40), ago(1));
  await seal();
  await sql.unsafe(`drop table ${await makeMonth(ago(40))}`);
  const found = await faults();
  assert.deepEqual(found[0], [ago(40), 'month-gone']);
  assert.ok(found.every(([, fault]) => fault === 'month-gone'));
});

test('what was dropped after its time is no fault, and its seals stand', async () => {
  const [old, later] = [ago(500), ago(400)];
  await write(old);
  await seal();
  await sql`select drop_audit_months(12)`;
  const found = await faults();
  assert.deepEqual(
    found.filter(([on = '']) => on.slice(0, 7) === old.slice(0, 7)),
    [],
  );
  // The months between never had a table here, and nothing says that they went.
  assert.ok(found.some(([on]) => on === later));
});
