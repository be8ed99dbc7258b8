import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { connect } from '#db/client.ts';
import { keepAudit } from '#server/audit/keepAudit.ts';
import { createSpans } from '#server/audit/spans/sendSpans.ts';
import { keyedBy, spanOf } from '#server/audit/spans/spanOf.ts';
import { regularJobs } from '#server/jobs/jobs.ts';
import { createLog } from '#server/kernel/log.ts';
import { fixedClock, makeServices } from '../support/factories.ts';
import { type Answer, openLogbook } from '../support/logbook.ts';
import { testDatabase } from '../support/postgres.ts';
import { bookingOf, offeredTimes, startServerProcess } from '../support/serverProcess.ts';

// The audit log as spans of "Logboek Dataverwerkingen", against a collector that keeps what it gets.

const secret = 'a secret that only tests have, of some length';
const database = await testDatabase();
const { sql } = database;
let logbook: Awaited<ReturnType<typeof openLogbook>>;
let lines: string[] = [];
const log = createLog('info', { write: (line) => void lines.push(line) });

before(async () => {
  logbook = await openLogbook();
});
after(async () => {
  await logbook.close();
  await database.drop();
});
beforeEach(async () => {
  lines = [];
  logbook.taken.length = 0;
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`truncate audit restart identity`;
    await tx`update audit_sent set up_to = 0`;
  });
});
afterEach(() => logbook.answers());

const spansBy = (clock = fixedClock(), pool = sql) =>
  createSpans({ sql: pool, clock, log, secret }, logbook.config);

/** So many rows about an afspraak each; gives their ids. */
async function write(
  count: number,
  of: Partial<Record<'objectId' | 'trace', string>> = {},
): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    insert into audit (at, kind, action, object_kind, object_id, result, actor, door, trace)
    select '2026-11-20T09:00:00.120Z', 'viewed', 'appointment.read', 'appointment', coalesce(${of.objectId ?? null}, 'a-' || n),
      'done', 'jongere', 'page', ${of.trace ?? null}
    from generate_series(1, ${count}) n returning id::float8 as id`;
  return rows.map(({ id }) => id);
}
const keyed = keyedBy(secret);
const spanIds = (ids: readonly number[]) => ids.map((id) => keyed('span', String(id)).slice(0, 16));
const sentIds = () => logbook.spans().map(({ spanId }) => spanId);
const upTo = async () => {
  const [row] = await sql<{ at: number }[]>`select up_to::float8 as at from audit_sent`;
  return row?.at;
};

test('a row is a span as the standard has it, and says nothing of who it is about', async () => {
  const id = randomUUID();
  await write(1, { objectId: id });
  await sql`
    insert into audit (at, kind, action, object_kind, result, reason, actor, staff_id, session, door)
    values ('2026-11-20T09:00:01Z', 'tried', 'people.save', 'search', 'refused', 'role', 'staff', 'iris', 'abcdef', 'page')`;
  await spansBy().send();
  const [{ resource, headers, body } = assert.fail('nothing came')] = logbook.taken;
  assert.equal(resource['service.name'], 'doorstart');
  assert.match(resource['service.version'] ?? '', /^\d+\.\d+\.\d+$/);
  assert.equal(headers.authorization, 'Bearer of-tests');
  const moment = '1795165200120000000';
  const [first, second, ...rest] = logbook.spans();
  const register = 'https://register.example.nl/doorstart';
  assert.deepEqual(first, {
    traceId: keyed('trace', '1').slice(0, 32),
    spanId: keyed('span', '1').slice(0, 16),
    name: 'Bekeken: appointment (appointment.read)',
    kind: 1,
    startTimeUnixNano: moment,
    endTimeUnixNano: moment,
    attributes: {
      'dpl.core.processing_activity_id': `${register}/appointment/appointment.read`,
      'dpl.core.data_subject_id': keyed('subject', id),
      'dpl.core.data_subject_id_type': 'doorstart:appointment',
    },
    status: { code: 1 },
  });
  // About nobody, and no error of ours.
  assert.deepEqual(second?.attributes, {
    'dpl.core.processing_activity_id': `${register}/search/people.save`,
  });
  assert.deepEqual(second?.status, {});
  assert.deepEqual(rest, []);
  for (const secretWord of [id, 'iris', 'abcdef', 'jongere'])
    assert.ok(!body.includes(secretWord), secretWord);
});

test('of whatever row, no id goes outside as it is, and the same row is the same span', () => {
  const row = fc.record({
    id: fc.nat({ max: 2 ** 50 }),
    at: fc.integer({ min: 1_700_000_000_000, max: 4_000_000_000_000 }),
    kind: fc.constantFrom('viewed', 'changed', 'exported', 'entered', 'tried'),
    action: fc.constantFrom('booked', 'appointment.read'),
    objectKind: fc.constantFrom(
      'appointment',
      'conversation',
      'referral',
      'person',
      'account',
      'agenda',
      'audit',
      'held',
    ),
    objectId: fc.option(fc.uuid()),
    result: fc.constantFrom('done', 'refused', 'not-found'),
    trace: fc.constant(null),
  });
  const words = { register: 'https://register.example.nl', keyed };
  fc.assert(
    fc.property(row, (one) => {
      const span = spanOf(one, words);
      const text = JSON.stringify(span);
      assert.ok(one.objectId === null || !text.includes(one.objectId));
      assert.deepEqual(span, spanOf({ ...one }, words));
      assert.notEqual(span.spanId, spanOf({ ...one, id: one.id + 1 }, words).spanId);
    }),
  );
});

test('what another system asked stands in its trace, under its span', async () => {
  const [trace, span] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331'];
  await write(1, { trace: `${trace}-${span}` });
  await spansBy().send();
  const [found] = logbook.spans();
  assert.deepEqual([found?.traceId, found?.parentSpanId, found?.kind], [trace, span, 2]);
  assert.equal(
    found?.attributes['dpl.core.foreign_operation.processor'],
    'https://register.example.nl/doorstart/caller',
  );
});

test('rows go in their order, each once while all is well, also many', async () => {
  const ids = await write(450);
  const spans = spansBy();
  await spans.send();
  assert.deepEqual(sentIds(), spanIds(ids));
  assert.deepEqual(
    logbook.taken.map((one) => one.spans.length),
    [200, 200, 50],
  );
  await spans.send();
  assert.equal(logbook.taken.length, 3);
  assert.equal(await upTo(), 450);
});

test('a row that is committed late is waited for, and what came after it too', async () => {
  const spans = spansBy();
  let commit = () => {};
  const late = sql.begin(async (tx) => {
    await tx`
      insert into audit (at, kind, action, object_kind, object_id, result, actor, door)
      values (now(), 'viewed', 'appointment.read', 'appointment', 'late', 'done', 'jongere', 'page')`;
    await new Promise<void>((done) => {
      commit = done;
    });
  });
  while (true) {
    const [row] = await sql<{ last: boolean }[]>`select is_called as last from audit_id_seq`;
    if (row?.last) break;
    await sleep(10);
  }
  await write(1);
  await spans.send();
  assert.deepEqual([logbook.taken.length, await upTo()], [0, 0]);
  commit();
  await late;
  await spansBy().send();
  assert.deepEqual(sentIds(), spanIds([1, 2]));
});

test('a logboek that is down for a day loses nothing: it is asked less and less, and gets all when it is back', async () => {
  const clock = fixedClock();
  const spans = spansBy(clock);
  const ids = await write(3);
  await logbook.close();
  const end = clock.now() + 86_400_000;
  const warnings = () => lines.filter((line) => line.includes('did not take')).length;
  for (; clock.now() < end; clock.advance(2000)) await spans.send();
  assert.ok(warnings() >= 250 && warnings() <= 300, String(warnings()));
  assert.equal(await upTo(), 0);
  ids.push(...(await write(2)));
  await logbook.open();
  clock.advance(5 * 60_000);
  await spans.send();
  assert.deepEqual(sentIds(), spanIds(ids));
  assert.ok(lines.some((line) => line.includes('takes the audit log again')));
});

test('whatever is no confirmation is tried again with the same spans', async () => {
  const clock = fixedClock();
  const ids = await write(2);
  const status =
    (code: number, headers = {}): Answer =>
    (res) =>
      res.writeHead(code, headers).end('{}');
  const wrong: Answer[] = [
    ...[400, 401, 404, 429, 500, 503].map((code) => status(code)),
    status(302, { location: logbook.config.endpoint }),
    (res) => res.end('<html>welkom</html>'),
    (res) => res.end('[]'),
    (res) => res.socket?.destroy(),
    (res) => res.end('x'.repeat(200_000)),
  ];
  const spans = spansBy(clock);
  for (const [n, answer] of wrong.entries()) {
    logbook.answers(answer);
    clock.advance(300_000);
    await spans.send();
    assert.equal(logbook.taken.length, n + 1);
    assert.equal(await upTo(), 0, `answer ${n}`);
  }
  logbook.answers();
  clock.advance(300_000);
  await spans.send();
  for (const { spans: sent } of logbook.taken)
    assert.deepEqual(
      sent.map(({ spanId }) => spanId),
      spanIds(ids),
    );
  assert.equal(await upTo(), 2);
});

test('a logboek that asks for more time gets it, and one that refuses spans for good is told of', async () => {
  const clock = fixedClock();
  await write(1);
  logbook.answers((res) => res.writeHead(503, { 'retry-after': '120' }).end());
  const spans = spansBy(clock);
  await spans.send();
  clock.advance(119_000);
  await spans.send();
  assert.equal(logbook.taken.length, 1);
  logbook.answers((res) => res.end('{"partialSuccess":{"rejectedSpans":"1","errorMessage":"no"}}'));
  clock.advance(2000);
  await spans.send();
  assert.deepEqual([logbook.taken.length, await upTo()], [2, 1]);
  assert.ok(lines.some((line) => line.includes('refused spans for good')));
});

test('two processes at once send every row, and neither goes past what the other did not confirm', async () => {
  const pools = [connect(database.url, { max: 3 }), connect(database.url, { max: 3 })];
  const ids: number[] = [];
  const both = pools.map((pool) => spansBy(fixedClock(), pool.sql));
  for (let n = 0; n < 5; n += 1) {
    ids.push(...(await write(130)));
    await Promise.all(both.map((spans) => spans.send()));
  }
  await both[0]?.send();
  assert.deepEqual([...new Set(sentIds())], spanIds(ids));
  assert.equal(await upTo(), 650);
  await Promise.all(pools.map((pool) => pool.close()));
});

test('stopping breaks off a request that hangs, and nothing counts as sent', async () => {
  await write(1);
  logbook.answers(() => {});
  const spans = spansBy();
  const came = logbook.next();
  const under = spans.send();
  await came;
  spans.stop();
  await under;
  await spans.send();
  assert.deepEqual([logbook.taken.length, await upTo(), lines], [1, 0, []]);
});

test('a month that goes before the logboek took it is told in the log, and one that was sent is not', async () => {
  const years = [2019, 2020];
  for (const year of years) {
    await sql.unsafe(
      `create table if not exists audit_${year}_03 partition of audit for values from ('${year}-03-01') to ('${year}-04-01')`,
    );
    await sql`
      insert into audit (day, at, kind, action, object_kind, result, actor, door)
      values (${`${year}-03-02`}, now(), 'viewed', 'agenda.read', 'agenda', 'done', 'jongere', 'page')`;
  }
  await sql`update audit_sent set up_to = 1`;
  // Up to today all days are sealed.
  await sql`insert into audit_seals (day, rows, digest) values ((now() at time zone 'UTC')::date - 1, 0, ${'0'.repeat(64)})`;
  const services = await makeServices(database, { log, logbook: logbook.config });
  await keepAudit(services);
  const told = lines.filter((line) => line.includes('never took')).map((line) => JSON.parse(line).month);
  assert.deepEqual(told, ['2020_03']);
  await services.close();
});

test('without the setting there is nothing that could send', async () => {
  const services = await makeServices(database);
  assert.equal(services.spans, null);
  assert.ok(!regularJobs.some(({ name }) => name === 'send-audit'));
  await services.close();
});

test('a server passes on who asked it, and what it sent when it was killed is sent again as the same', async () => {
  const { endpoint, register, token } = logbook.config;
  const env = { LDV_ENDPOINT: endpoint, LDV_REGISTER: register, LDV_TOKEN: token };
  const server = await startServerProcess(database.url, env);
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const [time] = (await offeredTimes(server, 'school')).filter(({ available }) => available > 0);
  assert.ok(time);
  const booking = { ...bookingOf('school', time.start), modality: 'telefoon', location: undefined };
  const booked = await server.call(
    '/api/v1/appointments',
    { ...booking, name: 'Noa', contact: { phone: '0612345678' } },
    { 'idempotency-key': randomUUID(), traceparent: `00-${trace}-b7ad6b7169203331-01` },
  );
  assert.equal(booked.status, 201, JSON.stringify(booked.body));
  while (!logbook.spans().some(({ traceId }) => traceId === trace)) await logbook.next();

  logbook.answers(() => {});
  const came = logbook.next();
  await write(2);
  await came;
  await server.kill();
  const last = logbook.taken.at(-1)?.spans;
  const before = await upTo();
  logbook.answers();
  await createSpans({ sql, clock: fixedClock(), log, secret: server.secret }, logbook.config).send();
  assert.deepEqual(logbook.taken.at(-1)?.spans.slice(0, last?.length), last);
  assert.ok(Number(await upTo()) > Number(before));
});
