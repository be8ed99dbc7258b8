import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCasemanager, makeLocation, makeTopic } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { assertNoDoubleBooking, atOnce, count } from '../support/raceGround.ts';
import { bookingOf, offeredTimes, type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let servers: ServerProcess[];

before(async () => {
  database = await testDatabase();
  const locationId = await makeLocation(database.db, { id: 'centrum' });
  await makeTopic(database.db, { id: 'kort' });
  await makeTopic(database.db, {
    id: 'lang',
    durationMinutes: 45,
    bufferBeforeMinutes: 5,
    bufferAfterMinutes: 10,
  });
  for (let i = 0; i < 5; i++)
    await makeCasemanager(database.db, [{ locationId, weekdays: [1, 2, 3, 4, 5, 6, 7] }]);
  servers = await Promise.all([startServerProcess(database.url), startServerProcess(database.url)]);
});

after(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await database.drop();
});

const server = (i: number) => {
  const found = servers[i % servers.length];
  assert.ok(found);
  return found;
};

test('of 160 at once to two processes for one time exactly as many get 201 as there are casemanagers', async () => {
  const [first] = await offeredTimes(server(0), 'kort');
  assert.equal(first?.available, 5);
  const before = await count(database.sql, 'booked');
  const answers = await atOnce(160, (i) =>
    server(i).call('/api/v1/appointments', bookingOf('kort', first.start)),
  );
  const statuses = answers.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 201).length, 5);
  assert.equal(statuses.filter((status) => status === 409).length, 155);
  assert.equal((await count(database.sql, 'booked')) - before, 5);
  await assertNoDoubleBooking(database.sql);
});

test('overlapping times through two processes never overlap, and nobody is refused who fits', async () => {
  const offered = (await offeredTimes(server(0), 'lang'))
    .filter(({ available }) => available === 5)
    .slice(0, 6);
  const answers = await atOnce(120, async (i) => {
    const start = offered[i % offered.length]?.start ?? '';
    const topic = i % 4 < 2 ? 'kort' : 'lang';
    const hold = { topic, start, location: 'centrum', modality: 'op-locatie' };
    const path = i % 3 === 0 ? '/api/v1/holds' : '/api/v1/appointments';
    const { status } = await server(i).call(path, i % 3 === 0 ? hold : bookingOf(topic, start));
    return { status, start, topic };
  });
  assert.deepEqual([...new Set(answers.map(({ status }) => status))].sort(), [201, 409]);
  await assertNoDoubleBooking(database.sql);
  // A copy of free times may be two seconds old in the process that did not book.
  await sleep(2000);
  const free = {
    kort: new Set((await offeredTimes(server(0), 'kort')).map(({ start }) => start)),
    lang: new Set((await offeredTimes(server(1), 'lang')).map(({ start }) => start)),
  };
  for (const { status, start, topic } of answers) {
    if (status === 409)
      assert.ok(!free[topic === 'kort' ? 'kort' : 'lang'].has(start), `${start} is still free`);
  }
});

test('what one process books, the other shows within two seconds', async () => {
  for (const [booking, showing] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const slot = (await offeredTimes(server(showing), 'kort')).at(-1);
    assert.ok(slot);
    const made = await server(booking).call('/api/v1/appointments', bookingOf('kort', slot.start));
    assert.equal(made.status, 201);
    const answered = performance.now();
    const shown = async () =>
      (await offeredTimes(server(showing), 'kort')).find(({ start }) => start === slot.start)?.available ?? 0;
    while ((await shown()) !== slot.available - 1) {
      assert.ok(performance.now() - answered < 2000, 'the other process still offers what is gone');
    }
  }
});
