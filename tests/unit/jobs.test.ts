import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regularJobs } from '#server/jobs/jobs.ts';

test('each regular job has a queue of its own, and half a minute at least before it counts as lost', () => {
  const names = regularJobs.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, everySeconds, lostAfterSeconds } of regularJobs) {
    assert.match(name, /^[a-z]+(-[a-z]+)*$/);
    assert.ok(Number.isInteger(everySeconds) && everySeconds >= 1);
    assert.ok(lostAfterSeconds >= 30);
  }
});
