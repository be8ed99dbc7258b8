import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayBySlowest, timesIn } from '../support/slowestFiles.ts';

test('the slowest files are told from what both runners print', () => {
  const node =
    'TAP version 13\nok 1 - works\n# took tests/unit/quick.test.ts 90\n# took tests/integration/slow.test.ts 12340\n1..1\n';
  const playwright = [
    'Running 3 tests using 2 workers',
    '',
    '  ✓   1 tests/e2e/back.spec.ts:14:1 › Back comes to our page (with what was typed) (1.5s)',
    '  ✓   2 tests/e2e/chat/idle.spec.ts:9:3 › an hour › passes (1.1m)',
    '  ✘   3 tests/e2e/back.spec.ts:40:1 › and forth (800ms)',
    '  -   4 tests/e2e/back.spec.ts:50:1 › is skipped',
    '',
    '  2 passed (1.2m)',
  ].join('\n');
  assert.deepEqual(sayBySlowest(timesIn(`${node}${playwright}`), 3), [
    '   66.0 s  tests/e2e/chat/idle.spec.ts',
    '   12.3 s  tests/integration/slow.test.ts',
    '    2.3 s  tests/e2e/back.spec.ts',
  ]);
  assert.deepEqual(sayBySlowest(timesIn('nothing that ran')), []);
});
