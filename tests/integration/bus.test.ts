import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { connect } from '#db/client.ts';
import { type Bus, busChannel, busMessage, startBus } from '#server/kernel/bus.ts';
import { type Change, together } from '#server/kernel/change.ts';
import { anyChange, namedIn } from '../support/changes.ts';
import { testDatabase } from '../support/postgres.ts';

const database = await testDatabase();
after(() => database.drop());

/** A process of its own, as far as the database knows. With one connection it is heard in the order in which it speaks. */
async function startProcess(t: TestContext, connections = 1) {
  const { sql, close } = connect(database.url, { max: connections });
  const errors: unknown[] = [];
  const drops: number[] = [];
  const bus = await startBus(sql, {
    onError: (error) => errors.push(error),
    onDropped: (count) => drops.push(count),
  });
  const heard = { here: [] as (Change | null)[], elsewhere: [] as (Change | null)[] };
  bus.subscribe((change, origin) => heard[origin].push(change));
  t.after(() => bus.close().then(close));
  return { bus, sql, heard, errors, drops };
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let i = 0; i < 2000 && !holds(); i++) await sleep(10);
  assert.ok(holds(), `expected ${what}`);
}

const named = (changes: readonly (Change | null)[]) =>
  namedIn(together(changes.filter((change) => change !== null)));

/** Says the last word, and waits until the others heard it. */
async function settled(speaker: Bus, others: { heard: { elsewhere: (Change | null)[] } }[]) {
  const last = crypto.randomUUID();
  speaker.say({ notes: [last] });
  await until(
    () => others.every(({ heard }) => heard.elsewhere.some((change) => change?.notes?.includes(last))),
    'that all hear the last word',
  );
  return last;
}

test('whatever is said in a rush, this process and each other hear exactly that, however many parts it takes', async (t) => {
  const all = await Promise.all([startProcess(t, 3), startProcess(t), startProcess(t)]);
  const [one, two, three] = all;
  await fc.assert(
    fc.asyncProperty(fc.array(anyChange({ mostIds: 300 }), { maxLength: 6 }), async (said) => {
      for (const { heard } of all) {
        heard.here.length = 0;
        heard.elsewhere.length = 0;
      }
      for (const change of said) one.bus.say(change);
      const expected = namedIn(together(said));
      const heardAll = (heard: (Change | null)[]) => named(heard).size >= expected.size;
      await until(
        () => heardAll(one.heard.here) && [two, three].every(({ heard }) => heardAll(heard.elsewhere)),
        'that all of it is heard',
      );
      assert.deepEqual(named(one.heard.here), expected);
      assert.deepEqual(one.heard.elsewhere, [], 'nobody hears their own words from elsewhere');
      for (const { heard } of [two, three]) {
        assert.deepEqual(named(heard.elsewhere), expected);
        assert.deepEqual(heard.here, []);
      }
    }),
    { numRuns: 40 },
  );
  for (const { errors, drops } of all) {
    assert.deepEqual({ errors, drops }, { errors: [], drops: [] });
  }
});

test('a change is known at once in this process, before anybody is told, and elsewhere once it is heard', async (t) => {
  const [one, two] = await Promise.all([startProcess(t), startProcess(t)]);
  const [here, there] = [one.bus.mark(), two.bus.mark()];
  one.bus.say({ agenda: ['noor'] });
  assert.ok(one.bus.changedSince(here, { agenda: ['noor'] }));
  assert.deepEqual(one.heard.here, []);
  await settled(one.bus, [two]);
  assert.ok(two.bus.changedSince(there, { agenda: ['noor', 'sam'] }));
  assert.ok(two.bus.changedSince(there, { agenda: true }));
  for (const { bus, mark } of [
    { bus: one.bus, mark: here },
    { bus: two.bus, mark: there },
  ]) {
    assert.equal(bus.changedSince(mark, { agenda: ['sam'] }), false);
    assert.equal(bus.changedSince(mark, { roster: true, queue: true }), false);
  }
});

test('after a connection was cut every subscriber is told that anything may have changed, and hears again', async (t) => {
  const [one, two] = await Promise.all([startProcess(t), startProcess(t)]);
  const more: (Change | null)[] = [];
  two.bus.subscribe((change) => more.push(change));
  const mark = two.bus.mark();
  const cut = await database.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ilike 'listen%'`;
  assert.equal(cut.length, 2);
  await until(
    () => [one.heard.elsewhere, two.heard.elsewhere, more].every((heard) => heard.includes(null)),
    'null for all',
  );
  assert.ok(two.bus.changedSince(mark, { queue: true }));
  assert.ok(two.bus.changedSince(mark, { agenda: ['noor'] }));
  const later = two.bus.mark();
  one.bus.say({ agenda: ['noor'] });
  await settled(one.bus, [two]);
  assert.ok(two.bus.changedSince(later, { agenda: ['noor'] }));
});

test('a message of another version, a broken one or one full of nonsense is dropped, counted and logged once a minute', async (t) => {
  const [one, two] = await Promise.all([startProcess(t), startProcess(t)]);
  const broken = [
    '',
    'x'.repeat(7999),
    '{"v":1,"change":',
    'null',
    JSON.stringify({ v: 2, from: 'later', change: { roster: true } }),
    JSON.stringify({ v: 1, from: 'here', change: { agenda: 'noor' } }),
    JSON.stringify({ v: 1, from: 'here', change: { sessions: ['x'.repeat(101)] } }),
    JSON.stringify({ v: 1, from: 'here' }),
  ];
  const mark = two.bus.mark();
  for (const payload of broken) await one.sql.notify(busChannel, payload);
  await assert.rejects(() => one.sql.notify(busChannel, 'x'.repeat(8000)), /payload string too long/);
  const last = await settled(one.bus, [two]);
  assert.equal(two.bus.dropped(), broken.length);
  assert.deepEqual(two.drops, [1]);
  assert.deepEqual(two.heard.elsewhere, [{ notes: [last] }]);
  assert.equal(two.bus.changedSince(mark, { roster: true, agenda: true, sessions: true }), false);
  // What a later release adds to a message that this one knows is no reason to drop it.
  const more = JSON.stringify({ ...JSON.parse(busMessage({ queue: true }, 'later')), more: 1 });
  await one.sql.notify(busChannel, more);
  await settled(one.bus, [two]);
  assert.ok(two.bus.changedSince(mark, { queue: true }));
});

test('a subscriber that fails keeps nobody else from hearing', async (t) => {
  const one = await startProcess(t);
  const heard: (Change | null)[] = [];
  one.bus.subscribe(() => {
    throw new Error('it fails');
  });
  one.bus.subscribe((change) => heard.push(change));
  one.bus.say({ sessions: ['noor'] });
  await until(() => heard.length > 0, 'that the next one hears');
  assert.equal(one.errors.length, 1);
});
