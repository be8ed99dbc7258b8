import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runChatFaults } from '../support/chatFaults.ts';
import { startKillableDatabase } from '../support/killableDatabase.ts';

test('nothing that was said is lost, doubled or out of order, whatever is cut, killed or restarted', {
  timeout: 120_000,
}, async (t) => {
  const database = await startKillableDatabase();
  t.after(database.stop);
  const { sent, lost, double, outOfOrder, ...nuisance } = await runChatFaults({
    database,
    databaseUrl: database.url,
    conversations: 12,
    each: 60,
    pauseMs: 200,
    restartDatabase: database.killAndRestart,
  });
  assert.deepEqual(
    { sent, lost, double, outOfOrder },
    { sent: 12 * 2 * 60, lost: 0, double: 0, outOfOrder: 0 },
  );
  assert.ok(nuisance.cuts > 0 && nuisance.dropped > 0 && nuisance.doubled > 0 && nuisance.refreshes > 0);
});
