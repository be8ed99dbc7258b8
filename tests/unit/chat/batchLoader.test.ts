import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchLoader } from '#server/chat/live/batchLoader.ts';

/** Looks that end when the test says so, with what each was asked. */
function slowLooks() {
  const looks: { keys: string[]; answer: PromiseWithResolvers<Map<string, string>> }[] = [];
  const began: PromiseWithResolvers<void>[] = [];
  const nextLook = async () => {
    const wait = Promise.withResolvers<void>();
    began.push(wait);
    await wait.promise;
    const last = looks.at(-1);
    assert.ok(last);
    return last;
  };
  const ask = batchLoader((keys: string[]) => {
    const answer = Promise.withResolvers<Map<string, string>>();
    looks.push({ keys, answer });
    began.shift()?.resolve();
    return answer.promise;
  });
  return { ask, nextLook, looks };
}

test('questions of one moment are one look, which asks for each key once', async () => {
  const { ask, nextLook, looks } = slowLooks();
  const answers = [ask('a'), ask('b'), ask('a')];
  const { keys, answer } = await nextLook();
  assert.deepEqual(keys, ['a', 'b']);
  answer.resolve(new Map([['a', '1']]));
  assert.deepEqual(await Promise.all(answers), ['1', undefined, '1']);
  assert.equal(looks.length, 1);
});

test('while one look is under way the next questions wait together, also for a key that is asked already', async () => {
  const { ask, nextLook, looks } = slowLooks();
  const first = ask('a');
  const one = await nextLook();
  const later = [ask('a'), ask('b')];
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  assert.equal(looks.length, 1);
  const begun = nextLook();
  one.answer.resolve(new Map([['a', 'old']]));
  const two = await begun;
  assert.deepEqual(two.keys, ['a', 'b']);
  two.answer.resolve(new Map([['a', 'new']]));
  assert.deepEqual([await first, ...(await Promise.all(later))], ['old', 'new', undefined]);
});

test('a look that fails is told to those who asked, and the next question is a new look', async () => {
  const { ask, nextLook } = slowLooks();
  const lost = ask('a');
  const one = await nextLook();
  one.answer.reject(new Error('database away'));
  await assert.rejects(lost, /database away/);
  const again = ask('a');
  const two = await nextLook();
  two.answer.resolve(new Map([['a', '1']]));
  assert.equal(await again, '1');
});
