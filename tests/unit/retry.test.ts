import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lost, retry } from '#server/kernel/retry.ts';

test('attempts until it is not lost any more', async () => {
  let attempts = 0;
  const result = await retry('the time', async () => {
    attempts += 1;
    return attempts < 5 ? lost : attempts;
  });
  assert.equal(result, 5);
});

test('a loss without end is said as the bug that it is', async () => {
  await assert.rejects(
    retry('the time', async () => lost),
    /^Error: the time was lost to others 1000 times in a row$/,
  );
});
