import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '#db/client.ts';
import { startEmbedded } from '#db/embedded.ts';
import { migrate } from '#db/migrate.ts';
import { startBus } from '#server/kernel/bus.ts';
import { openDoor } from '../support/door.ts';
import { makeCasemanager, makeLocation, makeTopic } from '../support/factories.ts';
import { assertNoDoubleBooking } from '../support/raceGround.ts';
import { bookingOf, offeredTimes, startServerProcess } from '../support/serverProcess.ts';
import { assertAllKept, startStorm, untilAnswered } from '../support/stormOfBookings.ts';

test('PostgreSQL killed in a storm of bookings loses nothing that was answered, and all recovers by itself', {
  timeout: 90_000,
}, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'doorstart-fault-'));
  await chmod(dataDir, 0o755);
  const stops: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  // Last started, first stopped: each still needs what it stands on.
  t.after(async () => {
    for (const stop of stops.reverse()) await stop();
  });
  // With everything that keeps data safe, unlike the cluster that other tests share.
  const start = () => startEmbedded({ dataDir, log: () => {} });
  let postgres = await start();
  stops.push(() => postgres.stop());
  const door = await openDoor(postgres.url);
  stops.push(door.shut);
  await migrate(door.url, () => {});
  const { sql, db, close } = connect(door.url, { max: 3 });
  stops.push(close);
  const locationId = await makeLocation(db, { id: 'centrum' });
  await makeTopic(db, { id: 'kort' });
  for (let i = 0; i < 2; i++) await makeCasemanager(db, [{ locationId, weekdays: [1, 2, 3, 4, 5, 6, 7] }]);
  const servers = await Promise.all([startServerProcess(door.url), startServerProcess(door.url)]);
  stops.push(() => Promise.all(servers.map((server) => server.stop())));
  const [server] = servers;
  assert.ok(server);
  // A third one that listens, as servers do.
  const heard = new Set<string>();
  const bus = await startBus(sql, {
    onError: () => {},
    onDropped: () => assert.fail('a message was dropped'),
  });
  stops.push(bus.close);
  bus.subscribe((change) => {
    for (const id of change?.agenda ?? []) heard.add(id);
  });

  const starts = (await offeredTimes(server, 'kort')).slice(0, 90).map(({ start }) => start);
  const storm = startStorm(
    servers,
    starts.flatMap((start) => [start, start, start]),
  );
  await untilAnswered(storm, 30);
  process.kill(postgres.pid, 'SIGKILL');
  await postgres.died;
  await door.shut();
  await postgres.stop();
  for (const one of servers) {
    assert.equal((await one.call('/readyz')).status, 503);
    assert.equal((await one.call('/healthz')).status, 200);
    const last = starts.at(-1) ?? '';
    assert.equal((await one.call('/api/v1/appointments', bookingOf('kort', last))).status, 503);
  }
  const before = storm.answered();
  postgres = await start();
  await door.reopen(postgres.url);
  const back = performance.now();
  await untilAnswered(storm, before + 1);
  assert.ok(
    performance.now() - back < 5000,
    'the servers did not find the database again within five seconds',
  );
  await storm.done;
  assert.ok(
    servers.every((one) => one.runs()),
    'a server ended',
  );
  await assertAllKept(sql, storm.wanted);
  await assertNoDoubleBooking(sql);

  // What is said elsewhere is heard again, by whoever listened before.
  const free = (await offeredTimes(server, 'kort')).at(-1)?.start ?? '';
  heard.clear();
  assert.equal((await server.call('/api/v1/appointments', bookingOf('kort', free))).status, 201);
  const booked = performance.now();
  while (heard.size === 0) {
    assert.ok(performance.now() - booked < 5000, 'changes of another process are no longer heard');
    await sleep(20);
  }
});
