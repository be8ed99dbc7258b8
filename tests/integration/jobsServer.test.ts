import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCasemanager, makeLocation, makeTopic } from '../support/factories.ts';
import { testDatabase } from '../support/postgres.ts';
import { offeredTimes, type ServerProcess, startServerProcess } from '../support/serverProcess.ts';

/** A turn of a process that was killed in it is given up after half a minute, and each looks for those twice a minute. */
const longestMs = 90_000;

test('holds whose time is up are let go by whichever server still runs', async (t) => {
  const database = await testDatabase();
  t.after(database.drop);
  const { sql, db } = database;
  const locationId = await makeLocation(db, { id: 'centrum' });
  await makeTopic(db, { id: 'kort' });
  await makeCasemanager(db, [{ locationId, weekdays: [1, 2, 3, 4, 5, 6, 7] }]);
  const servers = await Promise.all([startServerProcess(database.url), startServerProcess(database.url)]);
  t.after(() => Promise.all(servers.map((server) => server.stop())));
  const [doomed, other] = servers;
  assert.ok(doomed && other);

  const letGo = async (server: ServerProcess) => {
    const start = (await offeredTimes(server, 'kort'))[0]?.start;
    const wish = { topic: 'kort', start, location: 'centrum', modality: 'op-locatie' };
    assert.equal((await server.call('/api/v1/holds', wish)).status, 201);
    await sql`update appointments set expires_at = now() - interval '1 second' where status = 'held'`;
    const began = performance.now();
    while ((await sql`select from appointments where status = 'held'`).length > 0) {
      assert.ok(performance.now() - began < longestMs, 'nobody let the hold go');
      await sleep(50);
    }
  };
  await letGo(doomed);
  await doomed.kill();
  await letGo(other);
  assert.equal(other.said().includes('"level"'), false, other.said());
});
