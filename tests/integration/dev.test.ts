import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freePort } from '../support/nginx.ts';
import { testDatabase } from '../support/postgres.ts';
import { devProgram, startServerProcess } from '../support/serverProcess.ts';

test('the server for development renders pages, with what only the build bundles', async (t) => {
  const database = await testDatabase();
  t.after(database.drop);
  // It says the port that it was given, and 0 would be no address.
  const port = String(await freePort());
  const server = await startServerProcess(database.url, { PORT: port }, devProgram);
  t.after(server.stop);
  const page = await fetch(`${server.url}/hulp-nu`);
  assert.equal(page.status, 200, server.said());
  assert.match(await page.text(), /<h1[^>]*>/);
});
