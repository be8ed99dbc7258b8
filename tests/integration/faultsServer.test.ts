import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeCasemanager, makeLocation, makeTopic } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { assertNoDoubleBooking } from '../support/raceGround.ts';
import { offeredTimes, startServerProcess } from '../support/serverProcess.ts';
import { assertAllKept, startStorm, untilAnswered } from '../support/stormOfBookings.ts';

test('a server killed in a storm of bookings loses nothing that it answered, and makes nothing twice', {
  timeout: 90_000,
}, async (t) => {
  const database = await testDatabase();
  t.after(database.drop);
  const locationId = await makeLocation(database.db, { id: 'centrum' });
  await makeTopic(database.db, { id: 'kort' });
  for (let i = 0; i < 2; i++)
    await makeCasemanager(database.db, [{ locationId, weekdays: [1, 2, 3, 4, 5, 6, 7] }]);
  const servers = await Promise.all([startServerProcess(database.url), startServerProcess(database.url)]);
  t.after(() => Promise.all(servers.map((server) => server.stop())));
  const [doomed, other] = servers;
  assert.ok(doomed && other);

  // Three want each time that two can have.
  const starts = (await offeredTimes(other, 'kort')).slice(0, 60).map(({ start }) => start);
  const storm = startStorm(
    servers,
    starts.flatMap((start) => [start, start, start]),
  );
  await untilAnswered(storm, 20);
  await doomed.kill();
  await storm.done;
  assert.ok(
    storm.wanted.some(({ answers }) => answers.some(({ status }) => status === 0)),
    'nobody was hit',
  );
  await assertAllKept(database.sql, storm.wanted);
  await assertNoDoubleBooking(database.sql);
  // A change and its row in the audit log are both there, or both are not.
  const booked =
    await database.sql`select appointment_id::text as id from history where what = 'booked' order by 1`;
  const audited =
    await database.sql`select object_id as id from audit where kind = 'changed' and action = 'booked' order by 1`;
  assert.ok(booked.length >= 20);
  assert.deepEqual([...audited], [...booked]);
});
