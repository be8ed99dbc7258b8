import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../src', import.meta.url));
const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.css'))
  .map((name) => ({ name, lines: readFileSync(join(folder, name), 'utf8').trimEnd().split('\n') }));

test('a style sheet has at most 250 lines: what is longer lies beside its components', () => {
  assert.ok(sheets.length > 20);
  assert.deepEqual(
    sheets.filter(({ lines }) => lines.length > 250).map(({ name, lines }) => `${name}: ${lines.length}`),
    [],
  );
});
