import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzzGround, fuzzPlaces } from '../support/fuzz/ground.ts';
import { fuzz, halfWritten } from '../support/fuzz/run.ts';
import { testDatabase } from '../support/postgres.ts';
import { startServerProcess } from '../support/serverProcess.ts';

test('some hundreds of odd inputs end in no 5xx, and leave nothing half written', async () => {
  const database = await testDatabase();
  const places = await fuzzPlaces(database);
  const server = await startServerProcess(database.url);
  try {
    const { good, chat } = await fuzzGround(database, places, server);
    const { statuses, failures } = await fuzz({ url: server.url, inputs: 600, seed: 20_261_129, good, chat });
    assert.deepEqual(failures, []);
    assert.deepEqual(await halfWritten(database.sql), []);
    assert.ok(Object.keys(statuses).length >= 6, JSON.stringify(statuses));
    assert.ok(server.runs());
  } finally {
    await server.stop();
    await database.drop();
  }
});
