import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as later } from 'node:timers/promises';
import { createKeyedSemaphore, QueueFull } from '#server/kernel/keyedSemaphore.ts';
import { inTurn } from '#server/kernel/limits/inTurn.ts';
import { createLimits } from '#server/kernel/limits/limits.ts';

test('of one key at most two tasks run at once, in the order in which they came, also when one fails', async () => {
  const turns = createKeyedSemaphore({ atOnce: 2 });
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const task = (number: number) =>
    turns.run('key', async () => {
      order.push(number);
      most = Math.max(most, ++running);
      await later();
      running -= 1;
      if (number === 1) throw new Error('one fails');
    });
  const results = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(task));
  assert.equal(most, 2);
  assert.deepEqual(order, [0, 1, 2, 3, 4, 5]);
  assert.equal(results.filter(({ status }) => status === 'rejected').length, 1);
});

test('another key does not wait, and a full line refuses its own key alone, until there is room', async () => {
  const turns = createKeyedSemaphore({ atOnce: 1, mostWaiting: 2 });
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const three = [0, 1, 2].map(() => turns.run('busy', () => held));
  await assert.rejects(
    turns.run('busy', () => held),
    QueueFull,
  );
  assert.equal(await turns.run('other', async () => 'passed'), 'passed');
  letGo();
  await Promise.all(three);
  assert.equal(await turns.run('busy', async () => 'passed'), 'passed');
});

test('all addresses of one site take turns together, other sites and staff do not wait for them', async () => {
  const limits = createLimits({ now: () => Date.UTC(2026, 10, 29) }, 'secret', true);
  const computing = createKeyedSemaphore({ atOnce: 1, mostWaiting: 10 });
  const jongere = (address: string) => ({
    computing,
    actor: { kind: 'jongere' as const, addressKey: '', networks: limits.networkKeys(address) },
  });
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const order: string[] = [];
  const first = inTurn(jongere('2001:db8:bad:1::1'), () => held);
  const second = inTurn(jongere('2001:db8:bad:ffff::1'), async () => order.push('same site'));
  await inTurn(jongere('2001:db8:900d::1'), async () => order.push('other site'));
  await inTurn(jongere('192.0.2.1'), async () => order.push('IPv4'));
  await inTurn({ computing, actor: { kind: 'system' } }, async () => order.push('ours'));
  letGo();
  await Promise.all([first, second]);
  assert.deepEqual(order, ['other site', 'IPv4', 'ours', 'same site']);
});
