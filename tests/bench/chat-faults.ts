import assert from 'node:assert/strict';
import { runChatFaults } from '../support/chatFaults.ts';
import { startKillableDatabase } from '../support/killableDatabase.ts';
import { createCleanup } from './processes/cleanup.ts';
import { report } from './support.ts';

// The same as tests/integration/chatFaults, large: 20,000 messages in 200 conversations.
await using cleanup = createCleanup();
const database = await startKillableDatabase();
cleanup.defer(database.stop);

const { sent, lost, double, outOfOrder, ...nuisance } = await runChatFaults({
  database,
  databaseUrl: database.url,
  conversations: 200,
  each: 50,
  pauseMs: 1600,
  restartDatabase: database.killAndRestart,
  say: (line) => console.log(line),
});
const wrong = lost + double + outOfOrder;
report([{ sent, lost, double, 'out of order': outOfOrder, ...nuisance }], {
  name: 'chat-faults',
  ours: wrong,
  floor: 0,
  ratio: wrong === 0 ? 1 : 0,
  unit: 'messages lost, double or out of order',
});
assert.equal(wrong, 0, 'every message is there once, in order, on both sides');
