import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { createCache } from '#server/kernel/cache.ts';
import { createVersions } from '#server/kernel/versions.ts';
import { fixedClock } from '../../support/factories.ts';

const topics = { roster: true, agenda: true } as const;
const forEver = { validUntil: Number.POSITIVE_INFINITY };

/** A cache of texts in which nothing ever becomes old by its age alone. */
function cacheOf({ mostBytes = 1e6, maxAgeMs = Number.POSITIVE_INFINITY } = {}) {
  const bus = createVersions();
  const clock = fixedClock();
  const bytesOf = ({ length }: string) => length;
  return { bus, clock, cache: createCache<string>({ bus, clock }, { topics, mostBytes, bytesOf, maxAgeMs }) };
}

test('however many questions are asked, what is kept stays within its bytes', async () => {
  const { cache } = cacheOf({ mostBytes: 200_000 });
  let computed = 0;
  const ask = (key: string) =>
    cache.get(key, async () => {
      computed += 1;
      return { value: 'x'.repeat(10_000), ...forEver };
    });
  for (let i = 0; i < 1000; i++) await ask(`question ${i}`);
  assert.equal(computed, 1000);
  for (let i = 999; i >= 0; i--) await ask(`question ${i}`);
  // Of 10 kB each at most twenty fit: those asked last were at hand, all others are computed anew.
  assert.ok(computed >= 1980 && computed <= 1990, `${computed - 1000} of 1000 were computed again`);
});

test('a value larger than all the room is given, and pushes out nothing', async () => {
  const { cache } = cacheOf({ mostBytes: 5000 });
  await cache.get('small', async () => ({ value: 'small', ...forEver }));
  const large = await cache.get('large', async () => ({ value: 'x'.repeat(100_000), ...forEver }));
  assert.equal(large.length, 100_000);
  assert.equal(cache.find('large'), null);
  assert.equal(cache.find('small'), 'small');
});

test('a value is kept until one of its own topics changes, its time is over, or it is too old', async () => {
  const { bus, clock, cache } = cacheOf();
  const keep = () =>
    cache.get('key', async () => ({
      value: 'kept',
      validUntil: clock.now() + 1000,
      topics: { roster: true, agenda: ['noor', 'sam'] },
    }));
  await keep();
  bus.grow({ agenda: ['robin'], queue: true, messages: ['noor'] });
  clock.advance(999);
  assert.equal(cache.find('key'), 'kept');
  clock.advance(1);
  assert.equal(cache.find('key'), null);
  for (const change of [{ agenda: ['robin', 'sam'] }, { roster: true }, null]) {
    await keep();
    assert.equal(cache.find('key'), 'kept');
    bus.grow(change);
    assert.equal(cache.find('key'), null);
  }
  const { cache: forgetful } = cacheOf({ maxAgeMs: 0 });
  await forgetful.get('key', async () => ({ value: 'kept', ...forEver }));
  assert.equal(forgetful.find('key'), null);
});

test('those who ask at once share one computation, also when it fails, and nobody shares one from before a change', async () => {
  const { bus, cache } = cacheOf();
  const computing: PromiseWithResolvers<string>[] = [];
  const ask = () =>
    cache.get('key', async () => {
      const mine = Promise.withResolvers<string>();
      computing.push(mine);
      return { value: await mine.promise, ...forEver };
    });
  const [first, second] = [ask(), ask()];
  bus.grow({ agenda: ['noor'] });
  const [third, fourth] = [ask(), ask()];
  assert.equal(computing.length, 2);
  computing[1]?.resolve('new');
  assert.deepEqual(await Promise.all([third, fourth]), ['new', 'new']);
  // The one that raced the change ends last: whoever waited for it gets it, and nobody after.
  computing[0]?.resolve('old');
  assert.deepEqual(await Promise.all([first, second]), ['old', 'old']);
  assert.notEqual(cache.find('key'), 'old');
  const [fifth, sixth] = [ask(), ask()];
  const refused = [fifth, sixth].map((asked) => assert.rejects(asked, /broken/));
  computing.at(-1)?.reject(new Error('broken'));
  await Promise.all(refused);
  const last = ask();
  computing.at(-1)?.resolve('again');
  assert.equal(await last, 'again');
});

test('whatever changes while whatever is computed, nothing is served that is older than the last change', async () => {
  const step = fc.oneof(
    fc.record({ act: fc.constant('ask' as const), key: fc.constantFrom('a', 'b') }),
    fc.record({ act: fc.constant('change' as const), key: fc.constantFrom('a', 'b') }),
    fc.record({ act: fc.constant('roster' as const), key: fc.constant('') }),
    fc.record({ act: fc.constant('finish' as const), key: fc.constant('') }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), fc.infiniteStream(fc.nat()), async (steps, picks) => {
      const { bus, cache } = cacheOf({ mostBytes: 5000 });
      /** What the truth is under each key: how often it changed. */
      const truth = { a: 0, b: 0 };
      const pending: (() => void)[] = [];
      const asked: Promise<void>[] = [];
      for (const { act, key } of steps) {
        if (act === 'ask' && (key === 'a' || key === 'b')) {
          const least = truth[key];
          const found = cache.get(key, async () => {
            const value = String(truth[key]);
            await new Promise<void>((done) => pending.push(done));
            return { value, ...forEver, topics: { roster: true, agenda: [key] } };
          });
          asked.push(found.then((value) => assert.ok(Number(value) >= least, `${value} of ${least}`)));
        } else if (act === 'change' && (key === 'a' || key === 'b')) {
          truth[key] += 1;
          bus.grow({ agenda: [key] });
        } else if (act === 'roster') {
          truth.a += 1;
          truth.b += 1;
          bus.grow({ roster: true });
        } else if (pending.length > 0) {
          const [finish] = pending.splice((picks.next().value ?? 0) % pending.length, 1);
          finish?.();
          await new Promise((done) => setImmediate(done));
        }
        for (const known of ['a', 'b'] as const) {
          const kept = cache.find(known);
          assert.ok(kept === null || Number(kept) === truth[known]);
        }
      }
      for (let finish = pending.pop(); finish; finish = pending.pop()) finish();
      await Promise.all(asked);
    }),
  );
});
