import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { keptSecret } from '#server/process/secret.ts';

let home = '';
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'doorstart-secret-'));
});
after(() => rm(home, { recursive: true, force: true }));

test('the secret is made once, for its owner only, and the same after a restart', async () => {
  const dataDir = join(home, 'new', '.data');
  const [first, second] = await Promise.all([keptSecret(dataDir), keptSecret(dataDir)]);
  assert.ok(first.length >= 32);
  assert.equal(second, first);
  assert.equal(await keptSecret(dataDir), first);
  assert.equal((await stat(join(dataDir, 'secret'))).mode & 0o777, 0o600);
});

test('a spoiled secret file is said, not replaced', async () => {
  await writeFile(join(home, 'secret'), 'short');
  await assert.rejects(keptSecret(home), /holds no secret/);
});
