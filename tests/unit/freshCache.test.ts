import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFreshCache } from '#server/kernel/freshCache.ts';
import { fixedClock } from '../support/factories.ts';

const bus = { mark: () => 1, changedSince: () => false };
const topics = { roster: true } as const;

test('however many questions are asked, the answers that are kept stay within their bytes', async () => {
  const cache = createFreshCache<string>(bus, fixedClock(), {
    topics,
    mostBytes: 200_000,
    bytesOf: ({ length }) => length,
  });
  let computed = 0;
  const ask = (key: string) =>
    cache.get(key, async () => {
      computed += 1;
      return { value: 'x'.repeat(10_000), validUntil: Infinity };
    });
  for (let i = 0; i < 1000; i++) await ask(`question ${i}`);
  assert.equal(computed, 1000);
  for (let i = 999; i >= 0; i--) await ask(`question ${i}`);
  // Of 10 kB each at most twenty fit: those asked last were at hand, all others are computed anew.
  assert.ok(computed >= 1980 && computed <= 1990, `${computed - 1000} of 1000 were computed again`);
});

test('an answer larger than all the room is given, and pushes out nothing', async () => {
  const cache = createFreshCache<string>(bus, fixedClock(), {
    topics,
    mostBytes: 5000,
    bytesOf: ({ length }) => length,
  });
  const answer = (length: number) => async () => ({ value: 'x'.repeat(length), validUntil: Infinity });
  await cache.get('small', answer(10));
  const { value } = await cache.get('large', answer(100_000));
  assert.equal(value.length, 100_000);
  const kept = await cache.get('small', async () => assert.fail('it was pushed out'));
  assert.equal(kept.value.length, 10);
});
